import {atLeast} from '@cloudprem/chart'
import type {InitPlan} from './plan.js'

const RULE = 'secret-in-configmap'
const REASON = '--secrets inline was chosen; --secrets kubernetes keeps it out of the ConfigMap'

/**
 * The text with a comment that answers for what its own plan brings about: the client secret of another provider, which
 * the chart has no other place for than a ConfigMap when it is given as a value. Everything else is for the reader to answer.
 */
export function answerFindings(text: string, {provider, secrets, chartVersion}: InitPlan): string {
  if (!provider || secrets.kind !== 'inline' || !atLeast(chartVersion, '3.4.0')) return text
  const lines = text.split('\n')
  // Found by its place in the text: judging the whole file costs as much as all else that init does.
  const connectors = lines.findIndex((line) => /^ +connectors: *\r?$/.test(line))
  const at = connectors === -1 ? -1 : lines.findIndex((line, index) => index > connectors && /^[ -]+clientSecret:/.test(line))
  const own = lines[at]
  if (own === undefined) return text
  const [indent = ''] = /^ */.exec(own) ?? []
  lines.splice(at, 0, `${indent}# cloudprem-ignore ${RULE} ${REASON}${own.endsWith('\r') ? '\r' : ''}`)
  return lines.join('\n')
}
