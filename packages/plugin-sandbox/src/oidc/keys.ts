import {randomBytes} from 'node:crypto'
import type {JWK} from 'jose'
import type {Database} from '../membership/database.js'

export interface OidcKeys {
  /** RS256, with private parts: what signs every token. */
  signing: JWK
  cookieSecret: string
}

/** The keys of this sandbox, kept in its database: tokens must outlive a restart. Made at the first start. */
export async function loadKeys(database: Database): Promise<OidcKeys> {
  const stored = await find(database)
  if (stored) return stored
  const {exportJWK, generateKeyPair} = await import('jose')
  const {privateKey} = await generateKeyPair('RS256', {modulusLength: 2048, extractable: true})
  const keys: OidcKeys = {
    signing: {...(await exportJWK(privateKey)), kid: randomBytes(6).toString('hex'), alg: 'RS256', use: 'sig'},
    cookieSecret: randomBytes(32).toString('base64url'),
  }
  await database.change(`insert into sandbox_oidc.secrets (name, value) values ('keys', $1)`, [JSON.stringify(keys)])
  return keys
}

async function find(database: Database): Promise<OidcKeys | undefined> {
  const row = await database.row<{value: OidcKeys}>(`select value from sandbox_oidc.secrets where name = 'keys'`)
  return row?.value
}
