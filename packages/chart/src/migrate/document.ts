import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Pair,
  parseDocument,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
  type Document,
  type Node,
  type ScalarTag,
} from 'yaml'
import {isPlainString} from '../values-file/plain-scalar.js'
import {isMap as isMapping, type ValuesPath} from '../values.js'

/** `key:` without a value stays that. */
const nothing: ScalarTag = {
  tag: 'tag:yaml.org,2002:null',
  test: /^$/,
  default: true,
  identify: (value) => value === null,
  createNode: () => new Scalar(null),
  resolve: () => new Scalar(null),
  stringify: () => '',
}

/**
 * A values file as nodes. Scalars stay text, so that each is written as it stood (`0755`, `yes`, `1e3`): what Helm takes
 * them for is not this library's to say.
 */
export function parseNodes(text: string): Document {
  const document: Document = parseDocument(text, {schema: 'failsafe', customTags: [nothing], uniqueKeys: false})
  if (!isMap(document.contents)) document.contents = new YAMLMap()
  visit(document, {Map: (_, map) => commentToFirstKey(map)})
  return document
}

/** The library puts what stands before a map's first key on the map; it belongs to the key, and moves with it. */
function commentToFirstKey(map: YAMLMap): void {
  const key = map.items[0]?.key
  if (map.flow || !isScalar(key) || typeof map.commentBefore !== 'string') return
  key.commentBefore = join(map.commentBefore, key.commentBefore)
  map.commentBefore = null
}

export function join(...comments: (string | null | undefined)[]): string {
  return comments.filter((comment) => typeof comment === 'string' && comment !== '').join('\n')
}

/** The node of a value that is new in the file. */
export function newNode(value: unknown): Node {
  if (isMapping(value)) {
    const map = new YAMLMap()
    for (const [key, inner] of Object.entries(value)) map.items.push(new Pair(newScalar(key), newNode(inner)))
    return map
  }
  if (Array.isArray(value)) {
    const list = new YAMLSeq()
    list.items = value.map(newNode)
    return list
  }
  return newScalar(typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null)
}

/** Quoted where Helm would take the text for something else. */
export function newScalar(value: string | number | boolean | null): Scalar {
  const scalar = new Scalar(value === null ? null : String(value))
  const isPlain = typeof value !== 'string' || (isPlainString(value) && /^[A-Za-z][\w./-]*$/.test(value))
  scalar.type = isPlain ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE
  return scalar
}

export type Holder = YAMLMap | YAMLSeq

/** The map or list at `path`; with `make`, maps that are missing are made. */
export function holderAt(document: Document, path: ValuesPath, make = false): Holder | undefined {
  let node: unknown = document.contents
  for (const step of path) {
    if (isMap(node)) {
      let pair = findPair(node, step)
      if (!pair && make) {
        pair = new Pair<Node, Node>(newNode(String(step)), new YAMLMap())
        insert(node, pair)
      }
      node = pair?.value
    } else if (isSeq(node) && typeof step === 'number') node = node.items[step]
    else return undefined
  }
  return isMap(node) || isSeq(node) ? node : undefined
}

/** Appends a pair to a map, whose braces go when it was empty. */
export function insert(map: YAMLMap, pair: Pair): void {
  if (map.items.length === 0) map.flow = false
  // Where a blank line stands between the keys, it stands before this one too.
  const last = map.items.length > 1 ? map.items.at(-1)?.key : undefined
  if (isScalar(last) && last.spaceBefore && isScalar(pair.key)) pair.key.spaceBefore = true
  map.items.push(pair)
}

export function findPair(map: YAMLMap, key: string | number): Pair<unknown, unknown> | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))
}

/** Whether the file uses anchors: then one node may stand for several places. */
export function usesAliases(document: Document): boolean {
  let found = false
  visit(document, {
    Alias: () => {
      found = true
      return visit.BREAK
    },
  })
  return found
}

/** Writes every alias and merge key out, so that each place has nodes of its own. */
export function writeAliasesOut(document: Document): void {
  const anchors = new Map<string, Node>()
  const resolve = (node: unknown): unknown => {
    if (isAlias(node)) {
      const target = anchors.get(node.source)
      const copy = target?.clone() as Node | undefined
      if (copy && 'anchor' in copy) delete copy.anchor
      return copy ?? node
    }
    if (isMap(node)) {
      for (const pair of node.items) pair.value = resolve(pair.value)
      mergeOut(node)
    } else if (isSeq(node)) node.items = node.items.map(resolve)
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) {
      anchors.set(node.anchor, node)
      delete node.anchor
    }
    return node
  }
  resolve(document.contents)
}

/** `<<`: keys of its own win, then those of earlier maps. */
function mergeOut(map: YAMLMap): void {
  const merges = map.items.filter((pair) => isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === Scalar.PLAIN)
  if (merges.length === 0) return
  const own = map.items.filter((pair) => !merges.includes(pair))
  const present = new Set(own.map(({key}) => (isScalar(key) ? String(key.value) : '')))
  const merged: Pair[] = []
  for (const source of merges.flatMap(({value}) => (isSeq(value) ? value.items : [value]))) {
    if (!isMap(source)) continue
    for (const pair of source.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : ''
      if (present.has(key)) continue
      present.add(key)
      merged.push(pair.clone())
    }
  }
  map.items = [...merged, ...own]
}
