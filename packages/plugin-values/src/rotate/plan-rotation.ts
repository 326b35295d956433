import {parsePath, type ValuesPath} from '@cloudprem/chart'
import {findTarget} from './find-target.js'
import {effectsOf, passwordEffects, type Deployment, type RotationEffects} from './rotation-effects.js'
import type {RotationTarget} from './rotation-target.js'
import {pairsOf} from './secret-pairs.js'

export interface Rotation extends RotationEffects {
  target: RotationTarget
  /** Where the new secret goes: the setting itself first, then what must be equal to it. */
  paths: [ValuesPath, ...ValuesPath[]]
}

/**
 * @param key path of a secret, or its end where only one ends so; or the e-mail address of one of Dex's static users
 * @throws CloudpremError `VALUES_KEY_UNKNOWN`, or `USAGE` where the value is not read (both exit 2)
 */
export function planRotation(key: string, deployment: Deployment): Rotation {
  const target = findTarget(key, deployment)
  const path = parsePath(target.path)
  if (target.kind === 'password') return {target, paths: [path], ...passwordEffects(target.email, deployment)}
  return {
    target,
    paths: [path, ...pairsOf(target.path, deployment.values, deployment.major)],
    ...effectsOf(target.path, deployment),
  }
}
