import type {Values} from '@cloudprem/chart'
import {goDurationProblem} from '../go/duration.js'
import {expandDeep, isUnknown, type DexEnvironment} from './environment.js'
import {fieldAt, keyOf, spelledPath, textAt} from './fields.js'
import type {Refusal} from './refusal.js'
import {isAtLeast, type DexVersion} from './version.js'

/** Durations that Go cannot read, in the order in which Dex reads them; that order changed with v2.45. */
export function expiryRefusals(document: Values, environment: DexEnvironment, version: DexVersion): Refusal[] {
  const refresh = (field: string, name: string) =>
    durationRefusal(
      document,
      `expiry.refreshTokens.${field}`,
      `refresh ${name}`,
      'invalid refresh token expiration policy config: ',
    )
  const idTokens = durationRefusal(document, 'expiry.idTokens', 'id token expiry')
  const signing = isAtLeast(version, '2.45')
    ? signerRefusals(document, environment)
    : durationRefusal(document, 'expiry.signingKeys', 'signing keys expiry')
  return [
    ...(isAtLeast(version, '2.45') ? [...idTokens, ...signing] : [...signing, ...idTokens]),
    ...durationRefusal(document, 'expiry.authRequests', 'auth request expiry'),
    // Up to v2.45.1 Dex names the value of authRequests here.
    ...durationRefusal(document, 'expiry.deviceRequests', 'device request expiry', '', textAt(document, 'expiry.authRequests')),
    ...refresh('validIfNotUsedFor', 'token valid if not used for'),
    ...refresh('absoluteLifetime', 'tokens absolute lifetime'),
    ...refresh('reuseInterval', 'tokens reuse interval'),
  ]
}

function signerRefusals(document: Values, environment: DexEnvironment): Refusal[] {
  const prefix = 'failed to open local signer: '
  if (keyOf(document, 'signer') === undefined) {
    return durationRefusal(document, 'expiry.signingKeys', 'local signer rotation period', prefix)
  }
  if (textAt(document, 'signer.type') !== 'local') return []
  const path = 'signer.config.keysRotationPeriod'
  const period = expandDeep(fieldAt(document, path) ?? '', environment)
  if (typeof period !== 'string' || isUnknown(period)) return []
  if (period === '') {
    const says = `${prefix}signer.config.keysRotationPeriod must be specified`
    return [{stage: 'expiry', rule: 'signer-period-missing', path: spelledPath(document, path), says}]
  }
  return durationRefusal(document, path, 'local signer rotation period', prefix)
}

function durationRefusal(document: Values, path: string, name: string, prefix = '', named = textAt(document, path)): Refusal[] {
  const value = textAt(document, path)
  const problem = value === '' ? undefined : goDurationProblem(value)
  if (problem === undefined) return []
  const says = `${prefix}invalid config value ${JSON.stringify(named)} for ${name}: ${problem}`
  return [{stage: 'expiry', rule: 'duration-malformed', path: spelledPath(document, path), says}]
}
