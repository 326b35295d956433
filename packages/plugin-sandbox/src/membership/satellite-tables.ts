/**
 * Tables that no step of the deployment guide touches: what hangs on organizations and stacks in the REST API. All of it
 * is inferred from the API's fields (formancehq/fctl openapi/membership.yaml).
 */
export const SATELLITE_TABLES = `
create table if not exists membership.organization_features (
  organization_id text references membership.organizations (id) on delete cascade,
  name text,
  created_at timestamptz not null default now(),
  primary key (organization_id, name)
);

create table if not exists membership.organization_clients (
  id text primary key default gen_random_uuid()::text,
  organization_id text not null references membership.organizations (id) on delete cascade,
  name text not null default '',
  description text not null default '',
  secret_last_digits text not null,
  secret_hash text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists membership.authentication_providers (
  organization_id text primary key references membership.organizations (id) on delete cascade,
  type text not null check (type in ('oidc', 'google', 'github', 'microsoft')),
  name text not null,
  client_id text not null,
  client_secret text not null,
  config jsonb not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists membership.stack_users (
  organization_id text,
  stack_id text,
  user_id text references membership.users (id) on delete cascade,
  role text check (role in ('NONE', 'GUEST', 'ADMIN')),
  policy_id integer references membership.policies (id) on delete set null,
  primary key (organization_id, stack_id, user_id),
  foreign key (organization_id, stack_id) references membership.stacks (organization_id, id) on delete cascade
);

create table if not exists membership.stack_modules (
  organization_id text,
  stack_id text,
  name text,
  state text not null check (state in ('ENABLED', 'DISABLED')),
  status text not null check (status in ('UNKNOWN', 'PROGRESSING', 'READY', 'DELETED')),
  updated_at timestamptz not null default now(),
  primary key (organization_id, stack_id, name),
  foreign key (organization_id, stack_id) references membership.stacks (organization_id, id) on delete cascade
);

create table if not exists membership.applications (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  description text,
  url text not null unique,
  alias text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists membership.organization_applications (
  organization_id text references membership.organizations (id) on delete cascade,
  application_id uuid references membership.applications (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (organization_id, application_id)
);

create sequence if not exists membership.application_scope_ids start with 1000;
alter table membership.scopes
  add column if not exists application_id uuid references membership.applications (id) on delete cascade;

create index if not exists organizations_owner_id on membership.organizations (owner_id);
create index if not exists organization_users_user_id on membership.organization_users (user_id);
create index if not exists logs_organization_id on membership.logs (organization_id, seq);
`
