import {chartFacts, parsePath, valueAt, type SecretSetting, type ValuesPath} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {effectsOf, type Deployment, type RotationEffects} from './rotation-effects.js'
import {pairsOf} from './secret-pairs.js'

export interface Rotation extends RotationEffects {
  secret: SecretSetting
  /** Where the new secret goes: the setting itself first, then what must be equal to it. */
  paths: [ValuesPath, ...ValuesPath[]]
}

/**
 * @param key path of a secret, or its end where only one ends so
 * @throws CloudpremError `VALUES_KEY_UNKNOWN`, or `USAGE` where the value is not read (both exit 2)
 */
export function planRotation(key: string, deployment: Deployment): Rotation {
  const secret = findSecret(key, deployment)
  const name = valueAt(deployment.values, secret.existingSecret)
  if (typeof name === 'string' && name !== '') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `${secret.path} is not read: ${secret.existingSecret} takes it from the Secret ${name}`,
      hint: `kubectl edit secret ${name} --namespace ${deployment.namespace}`,
    })
  }
  return {
    secret,
    paths: [parsePath(secret.path), ...pairsOf(secret.path, deployment.values, deployment.major)],
    ...effectsOf(secret.path, deployment),
  }
}

function findSecret(key: string, {major}: Deployment): SecretSetting {
  const {secrets} = chartFacts(major)
  const fitting = secrets.filter(({path}) => path === key || path.endsWith(`.${key}`))
  const [only] = fitting
  if (only && fitting.length === 1) return only
  const candidates = (fitting.length > 0 ? fitting : secrets).map(({path}) => path)
  throw new CloudpremError({
    code: 'VALUES_KEY_UNKNOWN',
    message:
      fitting.length > 0
        ? `${fitting.length} secrets end in ${key}`
        : `${key} is no secret that can be generated for chart ${major}.x`,
    reason: candidates.join('\n'),
    hint:
      ELSEWHERE.find(({pattern}) => pattern.test(key))?.hint ?? candidates.map((path) => `cloudprem values rotate ${path}`)[0],
  })
}

/** Secrets that somebody else makes. */
const ELSEWHERE: readonly {pattern: RegExp; hint: string}[] = [
  {pattern: /licence|license/i, hint: 'cloudprem values set global.licence.token=@FILE'},
  {pattern: /staticPasswords|\bhash\b/i, hint: 'cloudprem dex init --help'},
]
