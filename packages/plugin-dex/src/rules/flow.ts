import {TOP_KEYS} from '../judge/document-shape.js'
import {fieldAt, spelledPath, textAt, textsAt} from '../judge/fields.js'
import {isAtLeast} from '../judge/version.js'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'

/** Settings of the login itself, with which Membership's authorization code flow does not work. */
export function flowProblems({document, version, surroundings}: Subject): Problem[] {
  const problems: Problem[] = []
  const add = (rule: string, severity: Problem['severity'], path: string, message: string, fix?: string) =>
    problems.push({rule, severity, path: spelledPath(document, path), message, ...(fix !== undefined && {fix})})

  const responses = textsAt(document, 'oauth2.responseTypes')
  if (responses.length > 0 && !responses.includes('code')) {
    add(
      'response-type-code-missing',
      'error',
      'oauth2.responseTypes',
      "without the response type code Membership's logins are refused",
      'add code',
    )
  }
  const grants = textsAt(document, 'oauth2.grantTypes')
  if (grants.length > 0 && !grants.includes('authorization_code')) {
    add(
      'grant-type-code-missing',
      'error',
      'oauth2.grantTypes',
      'without the grant type authorization_code no login can be completed',
      'add authorization_code, or remove grantTypes',
    )
  }
  if (textAt(document, 'expiry.idTokens').startsWith('-')) {
    add('expiry-negative', 'error', 'expiry.idTokens', 'tokens are expired when they are made', 'a positive duration: 24h')
  }
  if (isAtLeast(version, '2.45') && textAt(document, 'expiry.signingKeys') !== '') {
    add(
      'signing-keys-deprecated',
      'note',
      'expiry.signingKeys',
      'deprecated since Dex 2.45',
      'signer: {type: local, config: {keysRotationPeriod: …}}',
    )
  }
  if (surroundings) {
    for (const key of ['web.http', 'telemetry.http'].filter((path) =>
      fieldAt(surroundings.values, `membership.dex.configOverrides.${path}`),
    )) {
      add('address-from-flags', 'note', key, `${key} has no effect: the chart gives Dex the address as a flag`)
    }
  }
  const known = new Set([...TOP_KEYS, 'ssl'].map((key) => key.toLowerCase()))
  for (const key of Object.keys(document).filter((each) => !known.has(each.toLowerCase()))) {
    problems.push({rule: 'key-unknown', severity: 'note', path: [key], message: `Dex has no setting ${key} and passes over it`})
  }
  return problems
}
