import {
  DEX_CLIENT_SECRET_VARIABLE,
  DEX_PATHS,
  generatedDexConfiguration,
  effectiveDexValues,
  INSECURE_PASSWORD_HASH,
  isMap,
  relyingPartyIssuer,
  valueAt,
  type DexDeployment,
  type Values,
} from '@cloudprem/chart'
import {bcryptProblem, bcryptText} from '../go/bcrypt.js'
import {listAt, textAt, textsAt} from '../judge/fields.js'
import {DEFAULT_DEX_VERSION} from '../judge/version.js'

/** A static user of Dex without a password yet. */
export interface NewUser {
  email: string
  username: string
  userID: string
  role?: string
}

/** Where the bcrypt hash goes that is not made yet. */
export const HASH_TO_COME = 'BCRYPT_OF_A_GENERATED_PASSWORD'

/** One edit below `membership.dex.configOverrides`. `append` puts a value at the end of the list at `path`. */
export interface Change {
  action: 'set' | 'append' | 'remove'
  path: string
  value?: unknown
  /** What it is for, in a few words. */
  summary: string
}

export interface InitPlan {
  changes: Change[]
  /** The user who needs a password; undefined when every user is kept. */
  newUser?: NewUser
}

export interface InitWishes {
  /** Address of the first user; undefined when any user who is there will do. */
  adminEmail?: string
  staticUsers: boolean
  /** Give a user who is there already a new password, or remove them all with `staticUsers: false`. */
  force: boolean
  newUserId: string
}

/** Users of the values in force: those who stay, and those nobody may leave in (the default one, broken hashes). */
export interface ExistingUsers {
  kept: Values[]
  dropped: Values[]
}

export function existingUsers(values: Values, deployment: DexDeployment): ExistingUsers {
  const users = listAt(valueAt(effectiveDexValues(values, deployment.major), DEX_PATHS.overrides), 'staticPasswords').filter(
    isMap,
  )
  const isUnfit = (user: Values): boolean => {
    const hash = textAt(user, 'hash')
    if (hash === '' || hash.includes('{{')) return textAt(user, 'hashFromEnv') === '' && hash === ''
    return bcryptText(hash) === INSECURE_PASSWORD_HASH || bcryptProblem(hash, DEFAULT_DEX_VERSION) !== undefined
  }
  return {kept: users.filter((user) => !isUnfit(user)), dropped: users.filter(isUnfit)}
}

/** What must change in a values file for a Dex that works and lets nobody in by a well-known password. */
export function planInit(values: Values, deployment: DexDeployment, wishes: InitWishes): InitPlan {
  const overrides = valueAt(values, DEX_PATHS.overrides)
  const own = isMap(overrides) ? overrides : {}
  const plan: InitPlan = {changes: []}
  planUsers(plan, values, own, deployment, wishes)

  const issuer = textAt(own, 'issuer')
  if (issuer !== '' && resolvedIssuer(values, deployment) !== relyingPartyIssuer(values, deployment)) {
    plan.changes.push({
      action: 'remove',
      path: 'issuer',
      summary: 'removed: the chart generates the one Membership asks for',
    })
  }
  const clients = listAt(own, 'staticClients')
  if (clients.length > 0 && !hasMembershipClient(values, deployment)) {
    plan.changes.push({
      action: 'append',
      path: 'staticClients',
      value: membershipClient(values, deployment),
      summary: "Membership's client, which your list replaced",
    })
  }
  const mode = wantedSslMode(values, own, deployment)
  if (mode !== undefined) {
    const summary = `${mode}, said and not guessed by the chart`
    plan.changes.push({action: 'set', path: 'storage.config.ssl.mode', value: mode, summary})
  }
  const responses = textsAt(own, 'oauth2.responseTypes')
  if (responses.length > 0 && !responses.includes('code')) {
    plan.changes.push({
      action: 'append',
      path: 'oauth2.responseTypes',
      value: 'code',
      summary: 'the code flow, which Membership uses',
    })
  }
  return plan
}

function planUsers(plan: InitPlan, values: Values, own: Values, deployment: DexDeployment, wishes: InitWishes): void {
  if (own['enablePasswordDB'] !== wishes.staticUsers) {
    const summary = wishes.staticUsers ? 'users with passwords' : 'no users with passwords'
    plan.changes.push({action: 'set', path: 'enablePasswordDB', value: wishes.staticUsers, summary})
  }
  if (!wishes.staticUsers) {
    if (!Array.isArray(own['staticPasswords']) || own['staticPasswords'].length > 0) {
      plan.changes.push({action: 'set', path: 'staticPasswords', value: [], summary: 'no user, the default one included'})
    }
    return
  }
  const {kept, dropped} = existingUsers(values, deployment)
  const list = own['staticPasswords']
  if (Array.isArray(list)) {
    // From the end, so that the places of those still to be removed stay.
    for (const index of [...list.keys()].reverse().filter((each) => dropped.includes(list[each] as Values))) {
      const summary = `${textAt(list[index], 'email') || 'a user'} removed: well known, or not usable`
      plan.changes.push({action: 'remove', path: `staticPasswords[${index}]`, summary})
    }
  }
  const wanted = wishes.adminEmail?.toLowerCase()
  const present = kept.find((user) => wanted === undefined || textAt(user, 'email').toLowerCase() === wanted)
  if (present && !wishes.force) return
  if (present) {
    plan.newUser = userFrom(present, textAt(present, 'email'), wishes, deployment)
    const path = `staticPasswords[${kept.indexOf(present)}].hash`
    plan.changes.push({action: 'set', path, value: HASH_TO_COME, summary: `a new password for ${plan.newUser.email}`})
    return
  }
  plan.newUser = userFrom({}, wishes.adminEmail ?? '', wishes, deployment)
  const {email, ...rest} = plan.newUser
  const user = {email, hash: HASH_TO_COME, ...rest}
  plan.changes.push({
    path: 'staticPasswords',
    ...(Array.isArray(list) ? {action: 'append', value: user} : {action: 'set', value: [user]}),
    summary: `the user ${email}${Array.isArray(list) ? '' : ", in place of the chart's default one"}`,
  })
}

function userFrom(present: Values, email: string, {newUserId}: InitWishes, {major}: DexDeployment): NewUser {
  return {
    email,
    username: textAt(present, 'username') || (email.split('@')[0] ?? email),
    userID: textAt(present, 'userID') || newUserId,
    ...(major >= 4 && {role: textAt(present, 'role') || 'USER'}),
  }
}

function resolvedIssuer(values: Values, deployment: DexDeployment): string {
  return textAt(generatedDexConfiguration(values, deployment).document, 'issuer')
}

function hasMembershipClient(values: Values, deployment: DexDeployment): boolean {
  const id = valueAt(effectiveDexValues(values, deployment.major), `${DEX_PATHS.oidc}.clientId`)
  const clients = listAt(generatedDexConfiguration(values, deployment).document, 'staticClients')
  return clients.some((client) => textAt(client, 'id') === id || textAt(client, 'id').includes('.Values.config.oidc.clientId'))
}

/** What the chart generates, written with templates so that it follows the values. */
function membershipClient(values: Values, {major}: DexDeployment): Values {
  const existing = valueAt(effectiveDexValues(values, major), `${DEX_PATHS.oidc}.existingSecret`)
  return {
    name: 'membership',
    id: '{{ .Values.config.oidc.clientId }}',
    ...(existing ? {secretEnv: DEX_CLIENT_SECRET_VARIABLE} : {secret: '{{ .Values.config.oidc.clientSecret }}'}),
    redirectURIs: [
      '{{ .Values.global.platform.membership.scheme }}://{{ tpl .Values.global.platform.membership.host $ }}/api/authorize/callback',
    ],
  }
}

/** The mode in effect, written out; undefined where the file says one or the storage has none. */
function wantedSslMode(values: Values, own: Values, deployment: DexDeployment): string | undefined {
  const effective = effectiveDexValues(values, deployment.major)
  if (valueAt(effective, `${DEX_PATHS.overrides}.storage.type`) !== 'postgres') return undefined
  if (textAt(own, 'storage.config.ssl.mode') !== '') return undefined
  if (valueAt(effective, 'membership.postgresql.enabled') === true) return 'disable' // the bundled one speaks no TLS
  const args = valueAt(effective, `${DEX_PATHS.database}.additionalArgs`)
  const mode = /(?:^|[?&\s])sslmode=([a-z-]+)/.exec(typeof args === 'string' ? args : '')?.[1]
  if (mode !== undefined) return ['disable', 'require', 'verify-ca', 'verify-full'].includes(mode) ? mode : 'require'
  return textAt(generatedDexConfiguration(values, deployment).document, 'storage.config.ssl.mode') || 'verify-full'
}
