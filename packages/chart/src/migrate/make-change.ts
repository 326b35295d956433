import type {KeyChange} from '../majors/upgrades/index.js'
import {isMap, parsePath, valueAt, walk} from '../values.js'
import {allHold, isBlank} from './conditions.js'
import type {Draft} from './draft.js'
import {findCommonDomain, splitUrlInto} from './make-url-change.js'

type Maker<Kind extends KeyChange['kind']> = (draft: Draft, change: Extract<KeyChange, {kind: Kind}>) => void

const makers: {[Kind in KeyChange['kind']]: Maker<Kind>} = {
  moved: (draft, {from, to, copy = false, overBlank = false, ...reason}) =>
    draft.move(parsePath(from), parsePath(to), reason, {copy, overBlank}),

  removed: (draft, {path, ...reason}) => draft.drop(parsePath(path), reason),

  'removed-blanks': (draft, {path, ...reason}) => {
    const base = parsePath(path)
    // An item of a list has its place, and is no setting that was left empty.
    const blanks = [...walk(valueAt(draft.values, base))].filter(
      (each) => isBlank(each.value) && each.path.every((step) => typeof step === 'string'),
    )
    for (const blank of blanks) draft.drop([...base, ...blank.path], reason)
  },

  added: (draft, {path, value, ...reason}) => {
    const to = parsePath(path)
    if (!draft.makeWay(to, reason, {overBlank: true}) || valueAt(draft.values, to) !== undefined) return
    draft.add(to, typeof value === 'string' ? draft.fill(value) : value, reason)
  },

  'added-to-items': (draft, {list, key, value, ...reason}) => {
    const items = valueAt(draft.values, list)
    if (!Array.isArray(items)) return
    for (const [index, item] of items.entries()) {
      if (isMap(item) && !Object.hasOwn(item, key)) draft.add([...parsePath(list), index, key], value, reason)
    }
  },

  'removed-items': (draft, {list, key, equals, ...reason}) => {
    const wanted = typeof equals === 'string' ? equals : valueAt(draft.values, equals.valueAt)
    const items = valueAt(draft.values, list)
    if (!Array.isArray(items)) return
    for (const [index, item] of [...items.entries()].reverse()) {
      if (isMap(item) && wanted !== undefined && item[key] === wanted) draft.drop([...parsePath(list), index], reason)
    }
  },

  'split-url': splitUrlInto,

  'common-domain': findCommonDomain,

  'moved-to-environment': (draft, {from, list, name, ...reason}) => {
    const value = valueAt(draft.values, from)
    const to = parsePath(list)
    if (typeof value !== 'string' || !draft.makeWay(to, reason)) return
    const entries = valueAt(draft.values, to)
    if (entries === undefined) draft.edit({kind: 'set', path: to, value: []})
    else if (!Array.isArray(entries)) return draft.decide(from, `add {name: ${name}} to ${list}`, reason)
    const index = Array.isArray(entries) ? entries.length : 0
    draft.edit({kind: 'set', path: [...to, index], value: {name}})
    draft.convert(parsePath(from), [...to, index, 'value'], value, reason)
    draft.edit({kind: 'remove', path: parsePath(from)})
  },

  decide: (draft, {path, fix, ...reason}) => draft.decide(path, fix, reason),
}

/** Makes one change of a chart in a draft, when its conditions hold of it. */
export function makeChange(draft: Draft, change: KeyChange): void {
  if (!allHold(draft.values, change.when)) return
  const make = makers[change.kind] as Maker<KeyChange['kind']> // the table pairs each kind with its own change
  make(draft, change)
}
