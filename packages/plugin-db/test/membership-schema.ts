/**
 * Schemas for the tests: the columns that the guide's statements name and nothing else (formancehq/docs,
 * docs/deployment/cloudprem2/cloudprem.mdx), so that no test leans on a guess about the rest.
 */

/** Ids as text, no constraint but primary keys. */
export const PLAIN_SCHEMA = `
  create schema membership;
  create table membership."users" (id text primary key);
  create table membership."organizations" (id text primary key, owner_id text);
  create table membership."regions" (
    id text primary key, base_url text, name text, creator_id text,
    created_at timestamptz, production boolean, active boolean
  );
  create table membership."stacks" (
    name text, organization_id text, id text primary key, region_id text,
    created_at timestamptz, updated_at timestamptz, stargate_enabled boolean, client_secret text,
    state text, status text, expected_status text
  );`

/** Another Membership as it might be: uuid ids, enums, references, required columns with a default, a wider key. */
export const STRICT_SCHEMA = `
  create schema membership;
  create type membership.stack_state as enum ('ACTIVE', 'DISABLED', 'DELETED');
  create type membership.stack_status as enum ('UNKNOWN', 'PROGRESSING', 'READY', 'DISABLED', 'DELETED');
  create domain membership.counter as integer not null default 0;
  create table membership."users" (id uuid primary key, email text not null default '');
  create table membership."organizations" (
    id varchar(12) primary key, name varchar(255) not null default 'Acme',
    owner_id uuid not null references membership."users" (id)
  );
  create table membership."regions" (
    id uuid primary key, base_url varchar not null, name varchar not null,
    creator_id uuid not null references membership."users" (id), created_at timestamp not null,
    production boolean not null, active boolean not null, organization_id varchar,
    capabilities jsonb not null default '{}', seq bigint generated always as identity
  );
  create table membership."stacks" (
    name varchar not null, organization_id varchar(12) not null references membership."organizations" (id),
    id varchar(63) not null, region_id uuid not null references membership."regions" (id),
    created_at timestamp not null, updated_at timestamp not null, stargate_enabled boolean not null,
    client_secret varchar(64) not null, state membership.stack_state not null,
    status membership.stack_status not null, expected_status membership.stack_status not null,
    metadata jsonb not null default '{}', warnings membership.counter,
    primary key (organization_id, id)
  );`

/** What the first login leaves behind. The owner is a uuid, which fits a column of either type. */
export function firstLogin(organizationId = 'qwertyuiopas', ownerId = '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a01'): string {
  return `
    insert into membership."users" (id) values ('${ownerId}');
    insert into membership."organizations" (id, owner_id) values ('${organizationId}', '${ownerId}');`
}

/** The guide's two statements as they stand there, with formance.example for BASE_URL. */
export const GUIDE_STATEMENTS = `
  INSERT INTO membership."regions" (id, base_url, name, creator_id, created_at, production, active) VALUES (
    gen_random_uuid(),
    'https://formance.example',
    'default',
    (select id from membership."users" where id = (select owner_id from membership."organizations" limit 1)),
    now(), true, true
  );
  INSERT INTO membership."stacks" (
    name, organization_id, id, region_id, created_at, updated_at, stargate_enabled, client_secret, state, status,
    expected_status
  ) VALUES (
    'default',
    (select id from membership."organizations" limit 1),
    'demo',
    (select id from membership."regions" limit 1),
    now(), now(), false, gen_random_uuid(), 'ACTIVE', 'READY', 'READY'
  );`
