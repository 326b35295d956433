import {CHART_REFERENCE, membershipUri} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {generateSecret} from './generate-secret.js'
import {replacePlaceholders} from './replace-placeholders.js'
import type {ReplaceResult} from './result.js'

/** The chart of the guide whose values file has placeholders. */
const PLACEHOLDER_CHART = '1.0.3'

export interface FillInRequest {
  domain: string
  tlsSecret: string
  release: string
  namespace: string
  /** Default: the guide's. */
  chartVersion?: string
}

/**
 * A values file of chart 1.0.x with its placeholders filled in.
 *
 * @param from name of the file, for messages
 * @throws CloudpremError `USAGE` (exit 2) when there is nothing to fill in
 */
export function fillIn(text: string, from: string, facts: FillInRequest): {text: string; result: ReplaceResult} {
  const replaced = replacePlaceholders(text, facts, generateSecret)
  if (replaced.replacements.length === 0) {
    throw new CloudpremError({
      code: 'USAGE',
      message: `${from} holds none of BASE_URL, YOUR_TLS_SECRET_NAME, RANDOM_KEY`,
      hint: `cloudprem values validate ${from}`,
    })
  }
  const result: ReplaceResult = {
    chart: CHART_REFERENCE,
    chartVersion: (facts.chartVersion ?? PLACEHOLDER_CHART).replace(/^v/, ''),
    release: facts.release,
    namespace: facts.namespace,
    baseDomain: facts.domain,
    membershipUri: membershipUri(facts.domain),
    from,
    replacements: replaced.replacements,
    secretsGenerated: replaced.secrets,
    warnings: [
      'Only the placeholders were filled in: the default secrets and the default users of chart 1.0.x are still in the file.',
    ],
  }
  return {text: replaced.text, result}
}
