/**
 * The checks and the inserts of the script: the rules of `db seed`, told again in PL/pgSQL. Variables have the types of the columns,
 * so that a text goes into a uuid or an enum, and an index serves where there is one. `to_jsonb` looks at a column that not every
 * Membership has.
 */
export const SCRIPT_BODY = `  entry record;
  problem text;
  counted bigint;
  owner_of_all membership."organizations".id%type;
  owner membership."organizations".id%type;
  creator membership."regions".creator_id%type;
  region_id membership."regions".id%type;
  stack_id membership."stacks".id%type;
  stack record;
  candidates text[];
  new_regions integer := 0;
  new_stacks integer := 0;
begin
  -- The tables and columns that are filled must be there, and no other may be required.
  select string_agg(format('%s.%s', t.name, c.name), ', ') into problem
  from jsonb_each(known) as t (name, columns), jsonb_array_elements_text(t.columns) as c (name)
  where not exists (
    select from pg_catalog.pg_attribute a
    where a.attrelid = to_regclass(format('membership.%I', t.name)) and a.attname = c.name
      and a.attnum > 0 and not a.attisdropped
  );
  if problem is not null then
    raise exception 'This is not, or not yet, a database of Membership; missing: %', problem;
  end if;
  select string_agg(format('%s.%s', t.name, a.attname), ', ') into problem
  from (values ('regions'), ('stacks')) as t (name)
  join pg_catalog.pg_attribute a on a.attrelid = to_regclass(format('membership.%I', t.name))
  join pg_catalog.pg_type y on y.oid = a.atttypid
  where a.attnum > 0 and not a.attisdropped and (a.attnotnull or y.typnotnull) and not a.atthasdef
    and a.attidentity = '' and y.typdefault is null and not known -> t.name ? a.attname::text;
  if problem is not null then
    raise exception 'This Membership wants more of a row than is known; required and unknown: %', problem;
  end if;

  -- Keeps everybody else from writing; who may only insert cannot, and is kept apart from other seeds by the lock above.
  if has_table_privilege('membership."regions"', 'UPDATE, DELETE, TRUNCATE')
    and has_table_privilege('membership."stacks"', 'UPDATE, DELETE, TRUNCATE')
  then
    lock table membership."regions", membership."stacks" in share row exclusive mode;
  end if;

  -- The organization of entries that name none: the named one, or the only one; never the first of several.
  select count(*) into counted from membership."organizations";
  if counted = 0 then
    raise exception 'There is no organization yet: the first login makes one';
  end if;
  if asked ->> 'organization' is not null then
    owner_of_all := asked ->> 'organization';
  elsif counted = 1 then
    select id into owner_of_all from membership."organizations";
  elsif exists (
    select from jsonb_array_elements((asked -> 'regions') || (asked -> 'stacks')) as e (value)
    where e.value ->> 'organization' is null
  ) then
    raise exception 'There are % organizations and none is named', counted
      using detail = (select string_agg(o.id, ', ') from (
          select id::text from membership."organizations" order by id limit 20) o),
        hint = 'cloudprem db render --as sql --organization ID';
  end if;

  for entry in select * from jsonb_to_recordset(asked -> 'regions')
    as (name text, "baseUrl" text, id text, organization text)
  loop
    owner := coalesce(entry.organization, owner_of_all::text);
    perform from membership."regions" r
    where r.id::text = coalesce(entry.id, r.id::text) and r.name = entry.name and rtrim(r.base_url, '/') = entry."baseUrl"
      and coalesce(to_jsonb(r) ->> 'organization_id', owner::text) = owner::text;
    if found then
      raise notice 'region % is there already', entry.name;
      continue;
    end if;
    select format('%s: name %L, base_url %L, organization_id %L', r.id, r.name, r.base_url, to_jsonb(r) ->> 'organization_id')
    into problem from membership."regions" r
    where r.id::text = entry.id
      or r.name = entry.name and coalesce(to_jsonb(r) ->> 'organization_id', owner::text) = owner::text
    limit 1;
    if found then
      raise exception 'Region % (%) contradicts one that is there', entry.name, entry."baseUrl" using detail = problem;
    end if;
    select u.id into creator from membership."organizations" o join membership."users" u on u.id = o.owner_id
    where o.id = owner;
    if not found then
      raise exception 'There is no organization %, or its owner is not among the users', owner;
    end if;
    region_id := coalesce(entry.id, gen_random_uuid()::text);
    insert into membership."regions" (id, base_url, name, creator_id, created_at, production, active)
    values (region_id, entry."baseUrl", entry.name, creator, now(), true, true);
    get diagnostics counted = row_count;
    if counted <> 1 then
      raise exception 'A trigger or a rule on membership.regions keeps rows out';
    end if;
    new_regions := new_regions + 1;
    raise notice 'region % created', entry.name;
  end loop;

  for entry in select * from jsonb_to_recordset(asked -> 'stacks')
    as (organization text, id text, name text, region text, "clientSecret" text)
  loop
    owner := coalesce(entry.organization, owner_of_all::text);
    stack_id := entry.id;
    perform from membership."organizations" o where o.id = owner;
    if not found then
      raise exception 'There is no organization %', owner;
    end if;
    if length(owner::text || '-' || entry.id) > 63 then
      raise exception 'Stack id % is too long: %-% has more than 63 characters', entry.id, owner, entry.id;
    end if;
    -- The regions of that name: the asked one where it is asked for, else what is there.
    select array_agg(r.id::text) into candidates from membership."regions" r
    where r.name = entry.region and coalesce(to_jsonb(r) ->> 'organization_id', owner::text) = owner::text
      and not exists (
        select from jsonb_to_recordset(asked -> 'regions') as a (name text, "baseUrl" text, id text)
        where a.name = entry.region and (a."baseUrl" <> rtrim(r.base_url, '/') or a.id <> r.id::text)
      );
    select s.* into stack from membership."stacks" s where s.organization_id = owner and s.id = stack_id;
    if found then
      if stack.name::text is distinct from entry.name or stack.state::text is distinct from 'ACTIVE'
        or not coalesce(stack.region_id::text = any (candidates), false)
        or entry."clientSecret" is not null and stack.client_secret::text is distinct from entry."clientSecret"
      then
        raise exception 'Stack % of organization % is not as asked', entry.id, owner
          using detail = format('It has name %L, state %L, region_id %L.', stack.name, stack.state, stack.region_id);
      end if;
      continue;
    end if;
    if coalesce(cardinality(candidates), 0) <> 1 then
      raise exception 'There are % regions called % for organization %', coalesce(cardinality(candidates), 0), entry.region, owner
        using detail = array_to_string(candidates, ', ');
    end if;
    perform from membership."stacks" s
    where s.organization_id = owner and s.name = entry.name and s.state::text is distinct from 'DELETED';
    if found then
      raise exception 'Organization % has a stack called % already', owner, entry.name;
    end if;
    region_id := candidates[1];
    insert into membership."stacks" (
      name, organization_id, id, region_id, created_at, updated_at, stargate_enabled, client_secret, state, status,
      expected_status
    ) values (
      entry.name, owner, stack_id, region_id, now(), now(), false, coalesce(entry."clientSecret", gen_random_uuid()::text),
      'ACTIVE', 'READY', 'READY'
    );
    get diagnostics counted = row_count;
    if counted <> 1 then
      raise exception 'A trigger or a rule on membership.stacks keeps rows out';
    end if;
    new_stacks := new_stacks + 1;
  end loop;
  raise notice '% regions and % stacks asked for, % and % created', jsonb_array_length(asked -> 'regions'),
    jsonb_array_length(asked -> 'stacks'), new_regions, new_stacks;
end`
