import {chartFacts, valueAt} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {findUser, usersOf} from './dex-users.js'
import type {Deployment} from './rotation-effects.js'
import type {RotationTarget} from './rotation-target.js'

/** Made by Formance, for one cluster. Charts before 3.0 have none. */
const LICENCE = {
  path: 'global.licence.token',
  existingSecret: 'global.licence.existingSecret',
}

/**
 * @param key path of a secret, or its end where only one ends so; or the e-mail address of one of Dex's static users
 * @throws CloudpremError `VALUES_KEY_UNKNOWN`, or `USAGE` where the value is not read (both exit 2)
 */
export function findTarget(key: string, deployment: Deployment): RotationTarget {
  const user = findUser(key, deployment)
  if (user) return user
  const secrets = [...chartFacts(deployment.major).secrets, ...(deployment.major >= 3 ? [LICENCE] : [])]
  const fitting = secrets.filter(({path}) => path === key || path.endsWith(`.${key}`))
  const [only] = fitting
  if (!only || fitting.length > 1) {
    const names = (fitting.length > 0 ? fitting : secrets).map(({path}) => path)
    throw unknownKey(key, fitting.length, fitting.length > 0 ? names : [...names, ...usersOf(deployment).map(({email}) => email)])
  }
  const name = valueAt(deployment.values, only.existingSecret)
  if (typeof name === 'string' && name !== '') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `${only.path} is not read: ${only.existingSecret} takes it from the Secret ${name}`,
      hint: `kubectl edit secret ${name} --namespace ${deployment.namespace}`,
    })
  }
  return {kind: only === LICENCE ? 'given' : 'generated', path: only.path}
}

/** The command for a secret or a user. */
export function rotateCommand(name: string): string {
  return `cloudprem values rotate ${name}${name === LICENCE.path ? ' --from @FILE' : ''}`
}

function unknownKey(key: string, fitting: number, candidates: string[]): CloudpremError {
  return new CloudpremError({
    code: 'VALUES_KEY_UNKNOWN',
    message: fitting > 0 ? `${fitting} secrets end in ${key}` : `${key} is neither a secret of this chart nor a user of Dex`,
    reason: candidates.join('\n'),
    hint: rotateCommand(candidates.find((name) => name.includes(key)) ?? candidates[0] ?? 'KEY'),
  })
}
