import {
  chartFacts,
  licencePlace,
  secretPlace,
  setAt,
  type SecretPlace,
  type SecretSetting,
  type StoredSecret,
  type Values,
} from '@cloudprem/chart'
import {hasProvider, type InitPlan} from '../plan.js'
import {keptSecret} from './kept-secret.js'

export interface PlacedSecrets {
  /** How many were generated. */
  generated: number
  /** What must lie in Kubernetes beside the file. */
  stored: StoredSecret[]
  /** The Secret with the database's password, when it is in one. */
  database?: SecretPlace
}

/** In 2.x console v3 reads the portal's session cookie: the two keys must be equal. */
const SHARED_COOKIE = 'global.platform.portal.cookie.encryptionKey'
const COOKIE = 'portal.config.cookie.secret'
const DATABASE = 'global.postgresql.auth.'

/** Generates every secret that the chart would leave at a published default, and puts it, or a reference to it, into the values. */
export function placeSecrets(values: Values, plan: InitPlan, generateSecret: () => string): PlacedSecrets {
  const given = new Map<string, string>()
  if (plan.database?.password !== undefined) given.set(`${DATABASE}password`, plan.database.password)
  const placed: PlacedSecrets = {generated: 0, stored: []}
  const made = new Map<string, string>()

  for (const setting of chartFacts(plan.major).secrets) {
    if (!isNeeded(setting, plan)) continue
    const isDatabase = setting.path.startsWith(DATABASE)
    if (isDatabase && plan.databaseSecret) {
      refer(values, setting, plan.databaseSecret)
      placed.database = plan.databaseSecret
      continue
    }
    const kept = keptSecret(setting, plan.existing)
    if (kept.place) {
      refer(values, setting, kept.place)
      if (isDatabase) placed.database = kept.place
      continue
    }
    const place = secretPlace(setting, plan.release)
    const isInline = plan.secrets.kind === 'inline'
    const slot = isInline ? (setting.path === SHARED_COOKIE ? COOKIE : setting.path) : `${place.secret}/${place.key}`
    const known = given.get(setting.path) ?? made.get(slot) ?? kept.value
    const value = known ?? generateSecret()
    if (known === undefined) placed.generated += 1
    made.set(slot, value)

    if (isInline) setAt(values, setting.path, value)
    else {
      refer(values, setting, place)
      placed.stored.push({...place, value, meaning: setting.meaning, isGenerated: known === undefined})
      if (isDatabase) placed.database = place
    }
  }
  placed.stored.push(...placeLicence(values, plan))
  return placed
}

function isNeeded({path}: SecretSetting, plan: InitPlan): boolean {
  const {database, databaseSecret, secrets} = plan
  // An external database's superuser is nobody's business; of a Secret the chart asks for both keys.
  const isInSecret = databaseSecret !== undefined || secrets.kind !== 'inline'
  if (path === `${DATABASE}postgresPassword`) return database === undefined || isInSecret
  // The provider has given this one out.
  return !(path === 'membership.config.oidc.clientSecret' && hasProvider(plan))
}

function refer(values: Values, setting: Pick<SecretSetting, 'existingSecret' | 'secretKey'>, {secret, key}: SecretPlace): void {
  setAt(values, setting.existingSecret, secret)
  setAt(values, setting.secretKey, key)
}

function placeLicence(values: Values, {licence, release, secrets}: InitPlan): StoredSecret[] {
  if (licence.clusterId !== undefined) setAt(values, 'global.licence.clusterID', licence.clusterId)
  const paths = {existingSecret: 'global.licence.existingSecret', secretKey: 'global.licence.secretKeys.token'}
  if (licence.secret) {
    refer(values, paths, licence.secret)
    return []
  }
  // The operator may have the token in its store although nobody gave it here.
  const isExpected = secrets.kind === 'external-secrets' && licence.clusterId !== undefined
  if (licence.token === undefined && !isExpected) return []
  if (secrets.kind === 'inline') {
    setAt(values, 'global.licence.token', licence.token)
    return []
  }
  const place = licencePlace(release)
  refer(values, paths, place)
  return [{...place, ...(licence.token !== undefined && {value: licence.token}), meaning: 'the Enterprise licence'}]
}
