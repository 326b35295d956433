import type {Database} from '../membership/database.js'

/**
 * Tables of the OpenID provider, in a schema of their own beside Membership's. Rows are kept a day beyond their end: a
 * code that is gone would be an unknown one, where the client must hear that it has expired.
 */
const TABLES = `
create schema if not exists sandbox_oidc;

create table if not exists sandbox_oidc.records (
  model text not null,
  id text not null,
  payload jsonb not null,
  grant_id text,
  user_code text,
  uid text,
  expires_at timestamptz,
  consumed_at timestamptz,
  primary key (model, id)
);
create index if not exists records_grant_id on sandbox_oidc.records (grant_id);
create index if not exists records_user_code on sandbox_oidc.records (model, user_code);

create table if not exists sandbox_oidc.secrets (
  name text primary key,
  value jsonb not null
);
`

export async function createOidcTables(database: Database): Promise<void> {
  await database.change(TABLES)
}

/** Forgets what ended more than a day ago. */
export async function removeExpired(database: Database): Promise<void> {
  await database.change(`delete from sandbox_oidc.records where expires_at < now() - interval '1 day'`)
}
