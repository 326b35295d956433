import type {Finding} from './finding.js'
import type {Ignore} from './ignores.js'

/** The findings of one file that no comment answers for, and what is wrong with the comments. */
export function applyIgnores(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  isRule: (id: string) => boolean,
): {kept: Finding[]; ignored: Finding[]} {
  if (ignores.length === 0) return {kept: [...findings], ignored: []}
  const byPlace = new Map(ignores.filter(({reason}) => reason !== '').map((each) => [`${each.target} ${each.rule}`, each]))
  const used = new Set<Ignore>()
  const kept: Finding[] = []
  const ignored: Finding[] = []
  for (const finding of findings) {
    const ignore = byPlace.get(`${finding.line} ${finding.rule}`)
    if (ignore) used.add(ignore)
    ;(ignore ? ignored : kept).push(finding)
  }
  for (const ignore of ignores) if (!used.has(ignore)) kept.push(judgeIgnore(ignore, isRule))
  return {kept, ignored}
}

function judgeIgnore({rule, reason, line, column, target}: Ignore, isRule: (id: string) => boolean): Finding {
  const place = {path: '', line, column}
  if (rule === undefined || !isRule(rule)) {
    return {
      rule: 'ignore-unknown-rule',
      severity: 'error',
      ...place,
      message: rule === undefined ? 'cloudprem-ignore names no rule' : `cloudprem-ignore names ${rule}, which is no rule`,
      fix: 'write # cloudprem-ignore RULE reason',
    }
  }
  if (reason === '') {
    return {
      rule: 'ignore-without-reason',
      severity: 'error',
      ...place,
      message: `cloudprem-ignore ${rule} gives no reason, so it has no effect`,
      fix: `write # cloudprem-ignore ${rule} and why`,
    }
  }
  return {
    rule: 'ignore-unused',
    severity: 'warning',
    ...place,
    message: `cloudprem-ignore ${rule} is not needed: line ${target} has no such finding`,
    fix: 'remove the comment',
  }
}
