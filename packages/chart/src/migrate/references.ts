import type {KeyChange} from '../majors/upgrades/index.js'
import {formatPath} from '../values.js'
import type {Draft} from './draft.js'

/**
 * Templates in values name other values: `{{ tpl .Values.global.platform.console.host $ }}`. Those that name a key which
 * moved get its new name; those that name a key which is gone are to be decided. Only globals are seen from everywhere.
 */
export function carryReferences(draft: Draft, changes: readonly KeyChange[]): void {
  const moved = changes.filter((change) => change.kind === 'moved' && change.copy !== true && change.from.startsWith('global.'))
  const removed = changes.filter((change) => change.kind === 'removed' && change.path.startsWith('global.'))
  if (moved.length + removed.length === 0) return
  for (const {path, value} of [...draft.strings()]) {
    if (!value.includes('{{')) continue
    let text = value
    for (const change of moved) {
      if (change.kind !== 'moved') continue
      const carried = text.replaceAll(reference(change.from), `.Values.${change.to}`)
      if (carried !== text) draft.convert(path, path, carried, {...change, why: `it names ${change.from}: ${change.why}`})
      text = carried
    }
    for (const change of removed) {
      if (change.kind !== 'removed' || !reference(change.path).test(text)) continue
      const why = `it names ${change.path}, which is gone: ${change.why}`
      draft.decide(formatPath(path), 'write what shall stand there', {...change, why})
    }
  }
}

function reference(path: string): RegExp {
  return new RegExp(String.raw`\.Values\.${path.replaceAll('.', String.raw`\.`)}(?![\w-])`, 'g')
}
