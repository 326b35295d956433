import {checkValuesFiles, type CheckContext, type Finding} from '@cloudprem/chart'
import type {EditableFile} from '@cloudprem/chart/edit'

/** What `values validate` says of the edited file and did not say before: the doing of the edit. */
export function newFindings(name: string, before: EditableFile, after: EditableFile, context: CheckContext): Finding[] {
  if (before.text === after.text) return []
  const findingsOf = (each: EditableFile) => checkValuesFiles([{name, ...each}], context).findings
  const findings = findingsOf(after)
  if (findings.length === 0) return []
  const seen = new Set(findingsOf(before).map(keyOf))
  return findings.filter((finding) => !seen.has(keyOf(finding)))
}

function keyOf({rule, path, message}: Finding): string {
  return JSON.stringify([rule, path, message])
}
