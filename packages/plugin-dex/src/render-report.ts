import {wrapText} from '@cloudprem/core'
import type {Unknown} from './judge/refusal.js'
import type {PlacedProblem} from './place-problems.js'

export interface Counts {
  errors: number
  warnings: number
}

export function countProblems(problems: readonly PlacedProblem[]): Counts {
  const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length
  return {errors: count('error'), warnings: count('warning')}
}

/** The problems as a person reads them, in the order of the file; the one that Dex stops at is marked. */
export function renderProblems(file: string, problems: readonly PlacedProblem[], columns: number): string[] {
  const order = [...problems].sort((a, b) => a.line - b.line || a.column - b.column)
  return order.flatMap((problem) => [
    `${file}:${problem.line}:${problem.column}  ${problem.severity}  ${problem.rule}`,
    ...indented(problem.path === '' ? [] : [problem.path], columns),
    ...indented([problem.message], columns),
    ...(problem.first ? indented(['Dex stops at this one first.'], columns) : []),
    ...(problem.fix === undefined ? [] : indented([`fix  ${problem.fix}`], columns)),
    '',
  ])
}

/** One line that says how it went. */
export function renderSummary(file: string, {errors, warnings}: Counts, version: string): string {
  const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`
  return `${count(errors, 'error')}, ${count(warnings, 'warning')} in the Dex configuration of ${file} (Dex ${version})`
}

/** What must hold in the cluster besides. */
export function renderUnknowns(unknowns: readonly Unknown[], columns: number): string[] {
  return unknowns.flatMap(({condition}) => wrapText(`Dex starts if ${condition}.`, columns, 2))
}

function indented(texts: readonly string[], columns: number): string[] {
  return texts.flatMap((text) => wrapText(text, columns - 2).map((line) => `  ${line}`))
}
