import {
  adminHashPlace,
  DEX_CLIENT_SECRET_VARIABLE,
  DEX_DATABASE_PASSWORD_VARIABLE,
  DEX_PATHS,
  INSECURE_PASSWORD_HASH,
  setAt,
  valueAt,
  type SecretPlace,
  type StoredSecret,
  type Values,
} from '@cloudprem/chart'
import type {InitPlan} from '../plan.js'
import {secretReference} from '../secrets/reference.js'

const ADMIN_HASH_VARIABLE = 'DEX_ADMIN_HASH'

/**
 * Dex's storage mode, its first user, and the variables that bring it the secrets which are kept in Kubernetes: the chart
 * refers to them in Dex's configuration and sets none of them.
 */
export function configureDex(values: Values, plan: InitPlan, database: SecretPlace | undefined): StoredSecret[] {
  const {admin, major, existing} = plan
  const users = keptUsers(existing)
  const hash: StoredSecret | undefined =
    plan.secrets.kind === 'inline' || users
      ? undefined
      : {...adminHashPlace(plan.release), value: admin.passwordHash, meaning: "bcrypt of the first user's password at Dex"}
  const environment: [name: string, place: SecretPlace | undefined][] = [
    [DEX_CLIENT_SECRET_VARIABLE, clientSecretPlace(values)],
    [DEX_DATABASE_PASSWORD_VARIABLE, database],
    [ADMIN_HASH_VARIABLE, hash],
  ]
  const variables = environment.flatMap(([name, place]) => (place ? [{name, valueFrom: secretReference(place)}] : []))
  if (variables.length > 0) setAt(values, DEX_PATHS.envVars, withVariables(valueAt(existing, DEX_PATHS.envVars), variables))

  setAt(values, DEX_PATHS.overrides, {
    storage: {config: {ssl: {mode: plan.database?.sslMode ?? 'disable'}}},
    staticPasswords: users ?? [
      {
        email: admin.email,
        ...(hash ? {hashFromEnv: ADMIN_HASH_VARIABLE} : {hash: admin.passwordHash}),
        username: 'admin',
        userID: admin.userId,
        ...(major >= 4 && {role: 'USER'}),
      },
    ],
  })
  return hash ? [hash] : []
}

/** The users of a file that has some of its own, or says that there shall be none. */
export function keptUsers(existing: Values | undefined): unknown[] | undefined {
  const users = valueAt(existing, `${DEX_PATHS.overrides}.staticPasswords`)
  if (!Array.isArray(users)) return undefined
  return users.some((user) => valueAt(user, 'hash') === INSECURE_PASSWORD_HASH) ? undefined : (users as unknown[])
}

/** Variables of other names stay. */
function withVariables(existing: unknown, variables: {name: string}[]): unknown[] {
  const others = Array.isArray(existing) ? (existing as unknown[]) : []
  return [...others.filter((each) => !variables.some(({name}) => name === valueAt(each, 'name'))), ...variables]
}

function clientSecretPlace(values: Values): SecretPlace | undefined {
  const secret = valueAt(values, `${DEX_PATHS.oidc}.existingSecret`)
  const key = valueAt(values, `${DEX_PATHS.oidc}.secretKeys.secret`)
  return typeof secret === 'string' && typeof key === 'string' ? {secret, key} : undefined
}
