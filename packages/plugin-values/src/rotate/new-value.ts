import {isInsecureSecret, secretProblem} from '@cloudprem/chart'
import {CloudpremError, registerSecret} from '@cloudprem/core'
import {generateSecret} from '../init/generate-secret.js'
import {hashPassword, passwordProblem} from '../init/hash-password.js'
import {rotateCommand} from './find-target.js'
import type {RotationTarget} from './rotation-target.js'

export interface NewValue {
  /** What is written: the secret, or the hash of a password. */
  value: string
  /** A generated one, which nobody can read from the file. */
  password?: string
}

/**
 * @param given what `--from` holds; undefined: to be generated
 * @throws CloudpremError `USAGE` (exit 2) when it cannot be generated, or the one given would not survive
 */
export async function newValue(target: RotationTarget, given: string | undefined): Promise<NewValue> {
  if (given !== undefined) refuseUnfit(target, given)
  if (target.kind === 'password') {
    const password = given ?? generateSecret(24)
    registerSecret(password)
    const value = await hashPassword(password)
    return {value, ...(given === undefined && {password})}
  }
  if (given === undefined && target.kind === 'given') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `${target.path} cannot be generated: whoever issued it gives you another`,
      hint: rotateCommand(target.path),
    })
  }
  const value = given ?? generateSecret()
  registerSecret(value)
  return {value}
}

function refuseUnfit(target: RotationTarget, given: string): void {
  const problem = target.kind === 'password' ? passwordProblem(given) : secretProblem(given)
  const reason = problem ?? (isInsecureSecret(given) ? 'is a secret that everyone can read in the chart' : undefined)
  if (reason === undefined) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `What --from gives ${reason}`,
    hint: target.kind === 'given' ? 'give the token alone, without quotes or blanks' : 'leave --from out: one is generated',
  })
}
