import {renderTable, wrapText} from '@cloudprem/core'
import type {ValueChange} from './compare-values.js'

const SIGNS = {added: '+', removed: '-', changed: '~'} as const

/** A table of the changes where it fits `columns`, else each below its path. */
export function renderDiff(changes: readonly ValueChange[], columns: number): string[] {
  const rows = changes.map((change) => [SIGNS[change.kind], change.path, side(change, 'before'), side(change, 'after')])
  const table = renderTable(['', 'PATH', 'BEFORE', 'AFTER'], rows)
  if (table.every((line) => line.length <= columns)) return table
  return rows.flatMap(([sign = '', path = '', before = '', after = '']) => [
    `${sign} ${path}`,
    ...(before === '' ? [] : wrapText(`    - ${before}`, columns, 2)),
    ...(after === '' ? [] : wrapText(`    + ${after}`, columns, 2)),
  ])
}

/** One side as JSON, so that `"1"` and `1` can be told apart; empty where there is nothing. */
function side(change: ValueChange, which: 'before' | 'after'): string {
  if (!(which in change)) return ''
  if (!change.secret) return JSON.stringify(change[which])
  return change.kind === 'changed' && which === 'after' ? `${plain(change.after)} (changed)` : plain(change[which])
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** `3 differences: 1 added, 2 changed` */
export function renderCounts(changes: readonly ValueChange[]): string {
  const counts = (['added', 'removed', 'changed'] as const)
    .map((kind) => ({kind, count: changes.filter((change) => change.kind === kind).length}))
    .filter(({count}) => count > 0)
  const total = `${changes.length} difference${changes.length === 1 ? '' : 's'}`
  return `${total}: ${counts.map(({count, kind}) => `${count} ${kind}`).join(', ')}`
}
