import {isMap, valueAt, type Values} from '@cloudprem/chart'
import {load} from 'js-yaml'
import {databaseUriOf, parseDatabaseUri} from './database-uri.js'
import type {Assertion} from './expectation.js'
import {isSame, list, literal, textAt, variable, type Container, type Manifest} from './model.js'

interface Dex {
  document: Values
  container: Container
  membership: Container | undefined
}

/** A10 */
export const dexIssuer: Assertion = (manifest) =>
  withDex(manifest, ({document, membership}) => {
    const issuer = document['issuer']
    const missing = ['issuer', 'staticClients', 'storage'].filter((key) => !document[key])
    if (missing.length > 0) return missing.map((key) => `Dex's document has no ${key}`)
    const hosts = manifest.hosts('dex')
    const expected = literal(membership, 'RP_ISSUER')
    return [
      ...(issuer === expected ? [] : [`Dex says it is ${String(issuer)}, Membership expects ${String(expected)}`]),
      ...(hosts.length === 0 || hosts.includes(new URL(String(issuer)).host)
        ? []
        : [`${String(issuer)} is not on ${hosts.join()}`]),
    ]
  })

/** A11 */
export const dexClient: Assertion = (manifest) =>
  withDex(manifest, ({container, document, membership}) => {
    const id = literal(membership, 'RP_CLIENT_ID')
    const client = list(document['staticClients']).find((each) => each['id'] === id)
    if (!client) return [`Dex has no client ${String(id)}`]
    const secret = variable(membership, 'RP_CLIENT_SECRET')
    const ofDex =
      typeof client['secretEnv'] === 'string'
        ? variable(container, client['secretEnv'])
        : {name: 'secret', value: client['secret']}
    const callback = `${String(literal(membership, 'SERVICE_URL'))}/authorize/callback`
    const redirects = client['redirectURIs']
    return [
      ...(isSame(secret, ofDex) ? [] : [`client ${String(id)}: Dex and Membership have different secrets`]),
      ...(Array.isArray(redirects) && redirects.includes(callback)
        ? []
        : [`client ${String(id)} may not redirect to ${callback}`]),
    ]
  })

/** A12 */
export const dexStorage: Assertion = (manifest) =>
  withDex(manifest, ({container, document, membership}) => {
    if (valueAt(document, 'storage.type') !== 'postgres' || !membership) return []
    const uri = parseDatabaseUri(databaseUriOf(membership) ?? '')
    if (!uri) return [] // A8 says so
    const storage = valueAt(document, 'storage.config')
    const password = valueAt(storage, 'password')
    const named = typeof password === 'string' ? /^\$\{?(\w+)\}?$/.exec(password)?.[1] : undefined
    const wanted = {host: uri.host, port: uri.port, database: uri.database, user: uri.user, 'ssl.mode': uri.sslmode}
    return [
      ...Object.entries(wanted)
        .filter(([key, value]) => value === undefined || valueAt(storage, key) !== value)
        .map(
          ([key, value]) => `Dex's storage.config.${key} is ${String(valueAt(storage, key))}, Membership has ${String(value)}`,
        ),
      ...(typeof password === 'string'
        ? []
        : [`Dex's database password is ${password === null ? 'null' : `a ${typeof password}`}`]),
      ...(named === undefined || variable(container, named)
        ? []
        : [`Dex's password is $${named}, which its container does not have`]),
    ]
  })

/** A15 */
export const dexPasswords: Assertion = (manifest) =>
  withDex(manifest, ({document}) =>
    document['enablePasswordDB'] === false && list(document['staticPasswords']).length > 0
      ? ['Dex has static passwords and enablePasswordDB: false, and refuses to start']
      : [],
  )

/** Nothing to say where Dex is not deployed. */
function withDex(manifest: Manifest, judge: (dex: Dex) => string[]): string[] {
  const container = manifest.program('dex')
  if (!container) return []
  const document = load(textAt(manifest.find('Secret', 'membership-dex-config'), 'stringData["config.yaml"]'))
  if (!isMap(document)) return ['there is no configuration of Dex']
  return judge({document, container, membership: manifest.program('membership')})
}
