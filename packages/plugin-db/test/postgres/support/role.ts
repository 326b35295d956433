import {temporaryFolder} from '@cloudprem/testing'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import type {TestDatabase, TestDatabases} from '../../databases.js'

export const ROLE = 'seeder'
/** Long and of its own, so that it is found wherever it shows. */
export const ROLE_PASSWORD = 'p9-Ax7-must-never-be-seen'

/** Makes the role of this server that owns nothing, once. */
export async function createRole(databases: TestDatabases): Promise<void> {
  await databases.admin(`create role ${ROLE} login nosuperuser nocreatedb nocreaterole password '${ROLE_PASSWORD}'`)
}

/** Lets the role read, and insert into the two tables of a seed; and with `locking` update, without which it may not lock them. */
export async function grantSeeding(database: TestDatabase, {locking = false} = {}): Promise<void> {
  await database.sql(`
    grant usage on schema membership to ${ROLE};
    grant select on membership.organizations, membership.users, membership.regions, membership.stacks to ${ROLE};
    grant insert ${locking ? ', update ' : ''}on membership.regions, membership.stacks to ${ROLE}`)
}

export interface Way {
  /** Port of 127.0.0.1; default: the server's own. */
  port?: number
  /** Default: `disable`. */
  sslmode?: string
  rootCertificate?: string
}

/** The role's connection string, in a file, as the value of `--dsn`. */
export function roleDsnFile(database: TestDatabase, way: Way = {}): string {
  const file = path.join(temporaryFolder(), 'dsn')
  writeFileSync(file, `${roleDsn(database, way)}\n`)
  return `@${file}`
}

export function roleDsn(database: TestDatabase, {port, sslmode = 'disable', rootCertificate}: Way = {}): string {
  const url = new URL(database.dsn)
  url.username = ROLE
  url.password = ROLE_PASSWORD
  // The certificate of the fixtures is for that name.
  if (sslmode === 'verify-full') url.hostname = 'localhost'
  if (port !== undefined) url.port = String(port)
  url.search = new URLSearchParams({sslmode, ...(rootCertificate && {sslrootcert: rootCertificate})}).toString()
  return url.toString()
}
