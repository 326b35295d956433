import {CloudpremError, isCloudpremError} from '@cloudprem/core'
import {setTimeout as delay} from 'node:timers/promises'
import type {DatabaseConnection} from '../connection/connect.js'
import {requireSeedable} from '../schema/check-schema.js'
import {readSchema, type MembershipSchema} from '../schema/read-schema.js'
import type {NamedOrganization} from './asked.js'
import {chooseOrganization, findOrganizations, requireAny} from './organization.js'

export interface WaitOptions {
  organization: NamedOrganization | undefined
  /** Whether one organization must be chosen, as flags need it; a file may name several by itself. */
  needsOne: boolean
  /** 0: look once. */
  timeoutMs: number
  signal: AbortSignal
  /** Told once, when there is something to wait for. */
  waiting: (forWhat: string) => void
}

const POLL_INTERVAL_MS = 1000

/**
 * Returns the schema once the database is migrated and has the organization to seed for; looks again every second until
 * the time is over.
 *
 * @throws CloudpremError `DATABASE_NOT_MIGRATED`, `ORGANIZATION_MISSING` (exit 3), `ORGANIZATION_UNKNOWN` (exit 2) when
 *   it is still so in the end; every other error at once; `INTERRUPTED`
 */
export async function waitUntilSeedable(connection: DatabaseConnection, options: WaitOptions): Promise<MembershipSchema> {
  const deadline = Date.now() + options.timeoutMs
  let told = false
  for (;;) {
    try {
      return await lookOnce(connection, options)
    } catch (error) {
      const forWhat = passesWithTime(error)
      const remainingMs = deadline - Date.now()
      if (forWhat === undefined || remainingMs <= 0) throw error
      if (!told) options.waiting(forWhat)
      told = true
      await pause(Math.min(POLL_INTERVAL_MS, remainingMs), forWhat, options.signal)
    }
  }
}

async function lookOnce(connection: DatabaseConnection, {organization, needsOne}: WaitOptions): Promise<MembershipSchema> {
  const schema = await readSchema(connection)
  requireSeedable(schema, connection.target)
  const organizations = await findOrganizations(connection, schema, organization)
  requireAny(organizations, connection.target)
  if (needsOne) chooseOrganization(organizations, organization, connection.target)
  return schema
}

/** What must still happen, when it is Membership or a login that will make it so. */
function passesWithTime(error: unknown): string | undefined {
  if (!isCloudpremError(error)) return undefined
  switch (error.code) {
    case 'DATABASE_NOT_MIGRATED':
      return 'Membership to make its tables, and the first login'
    case 'ORGANIZATION_MISSING':
      return 'the first login, which makes the organization'
    case 'ORGANIZATION_UNKNOWN':
      return 'the named organization'
    default:
      return undefined
  }
}

async function pause(durationMs: number, forWhat: string, signal: AbortSignal): Promise<void> {
  try {
    await delay(durationMs, undefined, {signal})
  } catch (cause) {
    throw new CloudpremError({
      code: 'INTERRUPTED',
      message: `Stopped waiting for ${forWhat}; nothing was changed in the database`,
      cause,
    })
  }
}
