import {valueAt, type DexDeployment, type Values} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {textAt} from '../judge/fields.js'
import {existingUsers} from './plan-init.js'

/** What is wrong with an address to log in with, or undefined. */
export function emailProblem(email: string): string | undefined {
  return /^[^\s@]+@[^\s@]+$/.test(email) ? undefined : 'is no e-mail address'
}

/** Standard input cannot be edited. */
export function notAFile(): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: 'dex init edits a file, and --values - is standard input',
    hint: 'cloudprem dex init --values values.yaml',
  })
}

/**
 * Refuses values that deploy no Dex, or give it no address.
 *
 * @throws CloudpremError `DEX_INVALID` (exit 4)
 */
export function requireDeployable(values: Values, name: string): void {
  if (valueAt(values, 'membership.dex.enabled') === false) {
    throw new CloudpremError({
      code: 'DEX_INVALID',
      message: `${name} does not deploy Dex: membership.dex.enabled is false`,
      hint: `set membership.dex.enabled to true in ${name}`,
    })
  }
  const host = valueAt(values, 'global.serviceHost')
  const party = valueAt(values, 'global.platform.membership.relyingParty.host')
  if ((typeof host === 'string' && host !== '') || typeof party === 'string') return
  throw new CloudpremError({
    code: 'DEX_INVALID',
    message: `${name} names no base domain, so Dex has no address`,
    hint: `set global.serviceHost in ${name}`,
  })
}

/**
 * Without static users somebody must be able to log in by a connector, and nobody loses an account by accident.
 *
 * @throws CloudpremError `DEX_INVALID` (exit 4) without a connector; `USAGE` (exit 2) when users would go without `force`
 */
export function refuseLockout(values: Values, deployment: DexDeployment, name: string, force: boolean): void {
  const connectors = valueAt(values, 'membership.dex.configOverrides.connectors')
  if (!Array.isArray(connectors) || connectors.length === 0) {
    throw new CloudpremError({
      code: 'DEX_INVALID',
      message: `Without static users nobody could log in: ${name} has no connector`,
      reason: 'Dex does not even start with neither of them ("no connectors specified").',
      hint: ['add one at membership.dex.configOverrides.connectors first', 'cloudprem dex init --admin-email ops@acme.example'],
    })
  }
  const {kept} = existingUsers(values, deployment)
  if (kept.length === 0 || force) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `--no-static-users would remove ${kept.map((user) => textAt(user, 'email')).join(', ')}`,
    hint: 'cloudprem dex init --no-static-users --force',
  })
}
