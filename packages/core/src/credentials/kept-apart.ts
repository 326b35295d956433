import * as v from 'valibot'
import type {Credentials} from './credential-store.js'
import {unavailable} from './keychain/keychain.js'
import {openKeychain} from './keychain/open-keychain.js'

/** What a new token can be had with, and so all that a thief needs: this goes into the keychain when it is asked for. */
const secretsSchema = v.object({
  refreshToken: v.optional(v.string()),
  idToken: v.optional(v.string()),
  clientSecret: v.optional(v.string()),
  organizations: v.record(v.string(), v.string()),
})

type Secrets = v.InferOutput<typeof secretsSchema>

/**
 * Puts the secrets of credentials into the keychain, reads them back, and returns what is left for the file.
 *
 * @throws CloudpremError `KEYCHAIN_UNAVAILABLE` (exit 3), also when the keychain does not give back what it got
 */
export async function keepApart(account: string, credentials: Credentials): Promise<Credentials> {
  const {refreshToken, idToken, client, organizations = {}, ...rest} = credentials
  const secrets: Secrets = {
    ...(refreshToken && {refreshToken}),
    ...(idToken && {idToken}),
    ...(client && {clientSecret: client.secret}),
    organizations: Object.fromEntries(
      Object.entries(organizations).flatMap(([id, tokens]) => (tokens.refreshToken ? [[id, tokens.refreshToken]] : [])),
    ),
  }
  const keychain = await openKeychain()
  const text = JSON.stringify(secrets)
  await keychain.write(account, text)
  if ((await keychain.read(account)) !== text) throw unavailable(`${keychain.name} does not give back what it was given.`)
  return {
    ...rest,
    ...(client && {client: {...client, secret: ''}}),
    ...(credentials.organizations && {
      organizations: Object.fromEntries(
        Object.entries(organizations).map(([id, {refreshToken: _kept, ...tokens}]) => [id, tokens]),
      ),
    }),
  }
}

/** Credentials of the file with what the keychain holds of them. @throws CloudpremError `KEYCHAIN_UNAVAILABLE` (exit 3) */
export async function bringTogether(account: string, credentials: Credentials): Promise<Credentials> {
  const keychain = await openKeychain()
  const text = await keychain.read(account)
  // Removed there: the login holds as long as its access token.
  if (text === undefined) return credentials
  const {refreshToken, idToken, clientSecret, organizations} = parse(text, keychain.name)
  return {
    ...credentials,
    ...(refreshToken && {refreshToken}),
    ...(idToken && {idToken}),
    ...(credentials.client && clientSecret && {client: {...credentials.client, secret: clientSecret}}),
    ...(credentials.organizations && {
      organizations: Object.fromEntries(
        Object.entries(credentials.organizations).map(([id, tokens]) => {
          const kept = organizations[id]
          return [id, {...tokens, ...(kept && {refreshToken: kept})}]
        }),
      ),
    }),
  }
}

function parse(text: string, name: string): Secrets {
  try {
    return v.parse(secretsSchema, JSON.parse(text))
  } catch (error) {
    throw unavailable(`What ${name} holds for this profile is not what cloudprem put there.`, error)
  }
}
