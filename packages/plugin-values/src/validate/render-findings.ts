import type {Finding} from '@cloudprem/chart'
import {wrapText} from '@cloudprem/core'

/** The findings, each with place, severity, rule, reason and remedy, wrapped at `columns`. */
export function renderFindings(findings: readonly Finding[], columns: number): string[] {
  return findings.flatMap(({file = '', line, column, severity, rule, message, fix}) => {
    const place = `${file}:${line}:${column}`
    return [
      `${place}  ${severity.padEnd(7)}  ${rule}`,
      ...indented(message, '    ', columns),
      ...(fix === undefined ? [] : indented(`fix  ${fix}`, '    ', columns, 5)),
    ]
  })
}

/** `1 error, 2 warnings in values.yaml (chart cloudprem 4.10.2, 212 checks)` */
export function renderSummary(
  file: string,
  chartVersion: string,
  counts: {errors: number; warnings: number; checks: number; ignored: readonly Finding[]},
): string {
  const {errors, warnings, checks, ignored} = counts
  const found = errors + warnings === 0 ? 'Nothing wrong' : [...count(errors, 'error'), ...count(warnings, 'warning')].join(', ')
  return `${found} in ${file} (chart cloudprem ${chartVersion}, ${count(checks, 'check')[0] ?? 'no checks'}${ignored.length > 0 ? `, ${ignored.length} ignored` : ''})`
}

function count(number: number, noun: string): string[] {
  return number === 0 ? [] : [`${number} ${noun}${number === 1 ? '' : 's'}`]
}

function indented(text: string, indent: string, columns: number, hang = 0): string[] {
  return wrapText(text, columns - indent.length, hang).map((line) => indent + line)
}
