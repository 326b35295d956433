import {renderPairs, renderTable, visible} from '@cloudprem/core'
import type {Drift} from '../status/drift.js'
import type {Overview} from '../status/overview.js'

/** So many rows of a kind are shown; `--json` has the rest. */
const MOST_SHOWN = 20

/** What there is: organizations, regions, and how many stacks in which state. */
export function renderOverview({organizations, counts, regions, states}: Overview): string[] {
  return [
    ...section('Organizations', counts.organizations, [
      ['ID', 'NAME', 'STACKS'],
      ...organizations.map(({id, name, stacks}) => [id, name ?? '-', String(stacks)]),
    ]),
    ...section('Regions', counts.regions, [
      ['NAME', 'ID', 'BASE URL', 'STACKS'],
      ...regions.map(({id, name, baseUrl, stacks}) => [name ?? '-', id, baseUrl ?? '-', String(stacks)]),
    ]),
    ...section('Stacks', counts.stacks, [
      ['STATE', 'STATUS', 'STACKS'],
      ...states.map(({state, status, stacks}) => [state ?? '-', status ?? '-', String(stacks)]),
    ]),
  ]
}

function section(title: string, count: number, [head = [], ...rows]: string[][]): string[] {
  const shown = rows.slice(0, MOST_SHOWN).map((row) => row.map(visible))
  const rest = rows.length - shown.length
  return [
    `${title}: ${count}`,
    ...renderTable(head, shown).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  and ${rest} more; --json lists them`] : []),
  ]
}

/** In what the database is not as it was asked for. */
export function renderDrift(drift: Drift[], asked: string): string[] {
  if (drift.length === 0) return [`Drift: none, ${asked} is what there is`]
  const shown = drift.slice(0, MOST_SHOWN)
  const rest = drift.length - shown.length
  return [
    `Drift: ${drift.length} against ${asked}`,
    ...renderPairs(
      shown.map(({kind, line, message, contradictions}) => [
        kind,
        [`${line === null ? '' : `line ${line}: `}${message}`, ...contradictions].map(visible).join('\n'),
      ]),
    ),
    ...(rest > 0 ? [`  and ${rest} more; --json lists them`] : []),
  ]
}
