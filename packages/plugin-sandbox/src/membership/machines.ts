import {createHash, randomBytes} from 'node:crypto'
import type {Database} from './database.js'

/** A client that logs in with a secret instead of a person. */
export interface Machine {
  id: string
  organizationId: string
  /** SHA-256 of the secret, in hexadecimal digits. */
  secretHash: string
  kind: 'client' | 'region'
}

/**
 * An OAuth client of an organization, or the agent of a private region: that one's client id is `region_<id>`
 * (formancehq/agent internal/authenticator.go).
 */
export async function findMachine(database: Database, clientId: string): Promise<Machine | undefined> {
  return database.row(
    `select id, organization_id as "organizationId", secret_hash as "secretHash", 'client' as kind
       from membership.organization_clients where id = $1
     union all
     select 'region_' || id, organization_id, secret_hash, 'region'
       from membership.regions where 'region_' || id = $1 and organization_id is not null and secret_hash is not null`,
    [clientId],
  )
}

/** A new secret: `clear` is shown once, the rest is kept. */
export function newSecret(): {clear: string; lastDigits: string; hash: string} {
  const clear = randomBytes(24).toString('hex')
  return {clear, lastDigits: clear.slice(-4), hash: hashSecret(clear)}
}

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
