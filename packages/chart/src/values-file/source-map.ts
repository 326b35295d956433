import {EVENT_ID, getScalarValue, SCALAR_STYLE, type Event, type ScalarEvent} from 'js-yaml'
import type {ValuesPath} from '../values.js'

/** A value in the text: where its key (or itself) begins, and what lies below it. */
export interface SourceNode {
  /** Offset of the key in a map, of the value in a list or at the root. */
  offset: number
  /** Text of a plain (unquoted) scalar. */
  plain?: string
  /** Where the text of a scalar begins and ends, without its quotes. */
  scalar?: {start: number; end: number}
  /** Whether the scalar stands in single or double quotes. */
  quoted?: boolean
  /** Where the key begins and ends, with its quotes; absent in lists. */
  key?: {start: number; end: number}
  children: Map<string | number, SourceNode>
}

/** A key that stands twice in one map; the later one wins. */
export interface DuplicateKey {
  path: ValuesPath
  offset: number
  firstOffset: number
}

export interface SourceMap {
  root: SourceNode
  duplicates: DuplicateKey[]
  /** What stands at the earlier keys of {@link duplicates}: it counts for nothing, and is written there. */
  shadowed: {path: ValuesPath; node: SourceNode}[]
  /** Offset of the second document, when there is one. */
  secondDocument?: number
  /** Offset of the first key that is itself a map or a list, which helm refuses. */
  complexKey?: number
}

type Frame = {kind: number; node: SourceNode; path: ValuesPath; key?: string; keyOffset: number; keyEnd: number; index: number}

/** Where every key of the first document stands. */
export function mapSource(text: string, events: readonly Event[]): SourceMap {
  const root: SourceNode = {offset: 0, children: new Map()}
  const map: SourceMap = {root, duplicates: [], shadowed: []}
  const stack: Frame[] = []
  let documents = 0

  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      stack.pop()
      continue
    }
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1
      stack.push({kind: event.type, node: root, path: [], keyOffset: 0, keyEnd: 0, index: 0})
      continue
    }
    if (documents > 1) {
      map.secondDocument ??= offsetOf(event)
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE)
        stack.push({kind: 0, node: root, path: [], keyOffset: 0, keyEnd: 0, index: 0})
      continue
    }
    const parent = stack.at(-1)
    if (!parent) continue
    if (parent.kind === EVENT_ID.MAPPING && parent.key === undefined) {
      parent.key = event.type === EVENT_ID.SCALAR ? getScalarValue(text, event) : ''
      parent.keyOffset = offsetOf(event)
      parent.keyEnd = event.type === EVENT_ID.SCALAR ? event.valueEnd + (isQuoted(event) ? 1 : 0) : parent.keyOffset
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) map.complexKey ??= offsetOf(event)
      if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE)
        stack.push({kind: 0, node: {offset: parent.keyOffset, children: new Map()}, path: [], keyOffset: 0, keyEnd: 0, index: 0})
      continue
    }
    const {node, path} = place(map, parent, event)
    if (event.type === EVENT_ID.SCALAR && event.valueStart >= 0) {
      node.scalar = {start: event.valueStart, end: event.valueEnd}
      if (event.style === SCALAR_STYLE.PLAIN) node.plain = getScalarValue(text, event)
      else if (isQuoted(event)) node.quoted = true
    }
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE)
      stack.push({kind: event.type, node, path, keyOffset: 0, keyEnd: 0, index: 0})
  }
  if (documents > 1) map.secondDocument ??= text.length
  return map
}

/** Makes the node of a value in its parent, and notes a key that was there before. */
function place(map: SourceMap, parent: Frame, event: Event): {node: SourceNode; path: ValuesPath} {
  if (parent.kind === EVENT_ID.DOCUMENT) {
    map.root.offset = offsetOf(event)
    return {node: map.root, path: []}
  }
  const isMapping = parent.kind === EVENT_ID.MAPPING
  const step = isMapping ? (parent.key ?? '') : parent.index++
  const node: SourceNode = {
    offset: isMapping ? parent.keyOffset : offsetOf(event),
    children: new Map(),
    ...(isMapping && parent.keyEnd > parent.keyOffset && {key: {start: parent.keyOffset, end: parent.keyEnd}}),
  }
  const path = [...parent.path, step]
  const former = parent.node.children.get(step)
  if (former) map.shadowed.push({path, node: former})
  if (former && step !== '<<') map.duplicates.push({path, offset: node.offset, firstOffset: former.offset})
  parent.node.children.set(step, node)
  parent.key = undefined
  return {node, path}
}

function offsetOf(event: Event): number {
  if (event.type === EVENT_ID.SCALAR) return quotedStart(event)
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1
  return 'start' in event ? event.start : 0
}

/** A quoted scalar's range begins after the quote; an empty one has none. */
function quotedStart(event: ScalarEvent): number {
  return Math.max(0, isQuoted(event) ? event.valueStart - 1 : event.valueStart)
}

function isQuoted({style}: ScalarEvent): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED
}
