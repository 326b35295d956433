import {checkValues, type CheckContext, type Finding} from '@cloudprem/chart'

/** What `values validate` says of the edited file and did not say before: the doing of the edit. */
export function newFindings(before: string, after: string, context: CheckContext): Finding[] {
  if (before === after) return []
  const seen = new Set(checkValues(before, context).findings.map(keyOf))
  return checkValues(after, context).findings.filter((finding) => !seen.has(keyOf(finding)))
}

function keyOf({rule, path, message}: Finding): string {
  return JSON.stringify([rule, path, message])
}
