import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Alias,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type {ValuesPath} from '../../values.js'
import {EditRefusal} from './edit-refusal.js'

export type ValueNode = Scalar | Alias | YAMLMap | YAMLSeq
export type Collection = YAMLMap | YAMLSeq

/** A value in the text and the place that holds it. */
export interface Slot {
  /** Undefined where nothing is written behind the key or the dash. */
  node: ValueNode | undefined
  /** Offset behind the colon or the dash; undefined for the root and within braces of a key alone. */
  after: number | undefined
  /** Offset of the key, of the dash, or of the root. */
  start: number
  /** The collection that holds it, and the place in it; undefined for the root. */
  parent: {collection: Collection; index: number} | undefined
}

/** The way from the root to what was asked for, as far as it exists. */
export interface Way {
  slots: [Slot, ...Slot[]]
  /** Steps that nothing in the file stands for. */
  missing: ValuesPath
}

/**
 * The text with the place of every token.
 *
 * @throws EditRefusal where this reader does not understand what helm accepts
 */
export function parseTree(text: string): Slot {
  // The library compares every key with every other one unless told not to; helm lets the last one win.
  const document = parseDocument(text, {uniqueKeys: false, keepSourceTokens: true, version: '1.1', logLevel: 'silent'})
  const [problem] = document.errors
  if (problem) {
    const {line} = problem.linePos?.[0] ?? {line: 1}
    throw new EditRefusal(`line ${line} stands in a form that cannot be edited`, problem.message.split('\n')[0])
  }
  const node = asValue(document.contents)
  return {node, after: undefined, start: node?.range?.[0] ?? text.length, parent: undefined}
}

/**
 * Goes along `path` as far as the text has it.
 *
 * @throws EditRefusal where the path leads through an alias, or through what is no map or list
 */
export function follow(root: Slot, path: ValuesPath): Way {
  const slots: [Slot, ...Slot[]] = [root]
  for (const [depth, step] of path.entries()) {
    const {node} = slots.at(-1) ?? root
    if (isEmpty(node)) return {slots, missing: path.slice(depth)}
    if (isAlias(node))
      throw new EditRefusal('this value is an alias', `It is written *${node.source}, and stands where &${node.source} is.`)
    const wanted = typeof step === 'number' ? 'a list' : 'a map'
    if (!(typeof step === 'number' ? isSeq(node) : isMap(node)))
      throw new EditRefusal(`${kindOf(node)} stands where the path needs ${wanted}`, 'Unset it first, if it is to go.')
    const next = isMap(node) ? findPair(node, String(step)) : findItem(node, Number(step))
    if (!next) return {slots, missing: path.slice(depth)}
    slots.push(next)
  }
  return {slots, missing: []}
}

/** The last pair with this key, which is the one that counts. */
function findPair(map: YAMLMap, key: string): Slot | undefined {
  const index = map.items.findLastIndex((pair) => keyOf(pair) === key)
  return index < 0 ? undefined : slotOf(map, index)
}

function findItem(list: YAMLSeq, index: number): Slot | undefined {
  return index < list.items.length ? slotOf(list, index) : undefined
}

/** The place number `index` of a map or a list. */
export function slotOf(collection: Collection, index: number): Slot {
  const parent = {collection, index}
  if (isMap(collection)) {
    const pair = collection.items[index] as Pair<Node, Node | null>
    const colon = pair.srcToken?.sep?.find(({type}) => type === 'map-value-ind')
    const node = asValue(pair.value)
    return {node, after: colon && colon.offset + 1, start: startOf(pair), parent}
  }
  const item = collection.items[index] as Node | Pair | null
  // `[a: 1]` is a map of one pair without braces.
  if (item && 'key' in item) throw new EditRefusal('a pair without braces stands in the list')
  const dash = collection.srcToken && 'items' in collection.srcToken ? findDash(collection.srcToken.items[index]) : undefined
  const node = asValue(item)
  return {node, after: dash === undefined ? undefined : dash + 1, start: dash ?? node?.range?.[0] ?? 0, parent}
}

function findDash(item: {start: {type: string; offset: number}[]} | undefined): number | undefined {
  return item?.start.find(({type}) => type === 'seq-item-ind')?.offset
}

function startOf(pair: Pair<Node, unknown>): number {
  const mark = pair.srcToken?.start.find(({type}) => type === 'explicit-key-ind' || type === 'anchor' || type === 'tag')
  return mark?.offset ?? pair.key.range?.[0] ?? 0
}

/** The text of a key, without quotes; of a collection as key none. */
export function keyOf({key}: Pair): string | undefined {
  return isScalar(key) ? (key.source ?? String(key.value)) : undefined
}

function asValue(node: Node | null | undefined): ValueNode | undefined {
  return isScalar(node) || isAlias(node) || isMap(node) || isSeq(node) ? node : undefined
}

/** Nothing, or a null: room for a map or a list. */
function isEmpty(node: ValueNode | undefined): node is Scalar | undefined {
  return !node || (isScalar(node) && node.type === 'PLAIN' && ['', '~', 'null', 'Null', 'NULL'].includes(node.source ?? ''))
}

export function isFlow(node: ValueNode | undefined): node is Collection {
  return (isMap(node) || isSeq(node)) && node.flow === true
}

function kindOf(node: ValueNode): string {
  return isMap(node) ? 'a map' : isSeq(node) ? 'a list' : 'a single value'
}

/** Where what is written of a value ends: no blanks, no comment, no line end behind it; with its text for a literal block. */
export function contentEnd(slot: Slot, text: string): number {
  const {node, after, start} = slot
  if ((isMap(node) || isSeq(node)) && !node.flow) return contentEnd(slotOf(node, node.items.length - 1), text)
  const end = node?.range?.[1] ?? after ?? start
  if (isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED')) {
    const header = text.slice(node.range?.[0], text.indexOf('\n', node.range?.[0]))
    // Blank lines at the end belong to the text where the header says +, else to the file.
    return /^[|>]\d?\+/.test(header) ? end : end - (/(\r?\n[ \t]*)*$/.exec(text.slice(0, end))?.[0].length ?? 0)
  }
  return node?.range && node.range[1] > node.range[0] ? end : (after ?? start)
}
