import {
  DEX_CLIENT_SECRET_VARIABLE,
  DEX_DATABASE_PASSWORD_VARIABLE,
  DEX_PATHS,
  isMap,
  parsePath,
  valueAt,
  type KnownMajor,
  type Values,
  type ValuesPath,
} from '@cloudprem/chart'

const OIDC = 'membership.config.oidc'
const DATABASE = 'global.postgresql.auth'
/** 2.x: the portal and console v3 open one session cookie, on the parent domain. */
const SHARED_COOKIE = ['portal.config.cookie.secret', 'global.platform.portal.cookie.encryptionKey']

/** Where else the secret of `path` stands in the file, and must be the same: each would stop working with the old one. */
export function pairsOf(path: string, values: Values, major: KnownMajor): ValuesPath[] {
  if (path === `${OIDC}.clientSecret`) return [...clientAtDex(values), ...variables(values, DEX_CLIENT_SECRET_VARIABLE)]
  if (path === `${DATABASE}.password`)
    return [...copiesOf(valueAt(values, path), values), ...variables(values, DEX_DATABASE_PASSWORD_VARIABLE)]
  if (major === 2 && SHARED_COOKIE.includes(path)) {
    const isShared = valueAt(values, 'global.platform.consoleV3.enabled') === true
    return SHARED_COOKIE.filter((other) => other !== path && (isShared || valueAt(values, other) !== undefined)).map(parsePath)
  }
  return []
}

/** Membership's client in a list of static clients of the user's own. */
function clientAtDex(values: Values): ValuesPath[] {
  const clients = valueAt(values, `${DEX_PATHS.overrides}.staticClients`)
  const id = valueAt(values, `${OIDC}.clientId`) ?? 'membership'
  if (!Array.isArray(clients)) return []
  return clients.flatMap((client: unknown, index) =>
    isMap(client) && client['id'] === id && isLiteral(client['secret'])
      ? [[...parsePath(`${DEX_PATHS.overrides}.staticClients`), index, 'secret']]
      : [],
  )
}

/** The value of an environment variable of Dex. */
function variables(values: Values, name: string): ValuesPath[] {
  const variables = valueAt(values, 'membership.dex.envVars')
  if (!Array.isArray(variables)) return []
  return variables.flatMap((variable: unknown, index) =>
    isMap(variable) && variable['name'] === name && isLiteral(variable['value'])
      ? [[...parsePath('membership.dex.envVars'), index, 'value']]
      : [],
  )
}

/** Passwords that one component, a migration or Dex's storage has to itself, where they are the same as the common one. */
function copiesOf(password: unknown, values: Values): ValuesPath[] {
  return [
    ...['membership', 'portal', 'console-v3'].flatMap((component) => [
      `${component}.config.postgresql.auth.password`,
      `${component}.config.migration.postgresql.auth.password`,
    ]),
    `${DEX_PATHS.overrides}.storage.config.password`,
  ]
    .filter((path) => isLiteral(password) && valueAt(values, path) === password)
    .map(parsePath)
}

/** Text that is the secret itself: no template and no reference to a variable. */
function isLiteral(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !value.includes('{{') && !value.startsWith('$')
}
