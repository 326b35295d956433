import type {Finding, MigrationChange, MigrationDecision, MigrationReport, MigrationStop} from '@cloudprem/chart'
import {wrapText} from '@cloudprem/core'

/** What was done to a file, what a person must decide, and where the release must stop, wrapped at `columns`. */
export function renderMigration({changes, decisions, mistakes, stops}: MigrationReport, columns: number): string[] {
  const wrap = (text: string, indent: number, hang = 0) => wrapText(' '.repeat(indent) + text, columns, hang)
  const moved = changes.filter(({kind}) => kind === 'moved' || kind === 'copied' || kind === 'converted')
  const dropped = changes.filter((change) => change.kind === 'dropped')
  const added = changes.filter((change) => change.kind === 'added')
  return [
    ...section('Moved', moved, (change) => renderMove(change).flatMap((line) => wrap(line, 2, 4))),
    ...section('Added', added, (change) => [...wrap(renderAdded(change), 2, 4), ...wrap(change.why, 6)]),
    ...section('Dropped', dropped, (change) => [
      `  ${change.from}  (${change.step})`,
      ...wrap(change.why, 6),
      ...(change.kind === 'dropped' ? change.text : '').split('\n').map((line) => `      | ${line}`.trimEnd()),
    ]),
    ...section('To decide by hand', decisions, (decision) => renderDecision(decision).flatMap((line) => wrap(line, 2, 4))),
    ...section('Wrong before, and still', mistakes, (mistake) => renderMistake(mistake).flatMap((line) => wrap(line, 2, 4))),
    ...section('Stops of the release on the way', stops, (stop) => renderStop(stop, wrap)),
  ]
}

function section<Item>(title: string, items: readonly Item[], render: (item: Item) => string[]): string[] {
  return items.length === 0 ? [] : ['', `${title} (${items.length})`, ...items.flatMap(render)]
}

function renderMove(change: MigrationChange): string[] {
  if (change.kind === 'added' || change.kind === 'dropped') return []
  const verb = change.kind === 'copied' ? ' (a copy)' : ''
  if (change.from === change.to) return [`${change.from}: rewritten, ${change.why}`]
  return [`${change.from} → ${change.to}${verb}`]
}

function renderAdded(change: MigrationChange): string {
  if (change.kind !== 'added') return ''
  return change.value === undefined ? `${change.to}: a new secret` : `${change.to}: ${JSON.stringify(change.value)}`
}

function renderDecision({path, why, fix}: MigrationDecision): string[] {
  return [path, `    ${why}`, `    fix  ${fix}`]
}

function renderMistake({path, line, message, fix}: Finding): string[] {
  return [`line ${line}: ${path}`, `    ${message}`, ...(fix === undefined ? [] : [`    fix  ${fix}`])]
}

function renderStop({step, title, what, commands}: MigrationStop, wrap: (text: string, indent: number) => string[]): string[] {
  // Commands are not wrapped: they are there to be pasted.
  return [...wrap(`${step}  ${title}`, 2), ...wrap(what, 6), ...commands.map((command) => `      $ ${command}`)]
}
