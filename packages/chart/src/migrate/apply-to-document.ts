import {isMap, isScalar, isSeq, Pair, YAMLMap, type Document, type Node} from 'yaml'
import {isSecretPath} from '../secret-paths.js'
import type {Values, ValuesPath} from '../values.js'
import {findPair, holderAt, insert, join, newNode} from './document.js'
import type {Edit} from './edits.js'

const MASK = '••••••'

/** A key or list item that was taken out of the file. */
interface Taken {
  node: Pair | Node
  /** Comments of parents that were emptied and went too. */
  comment: string
}

/**
 * Makes `edit` in the nodes of a file; a moved key takes its comments along. Returns the text of what was removed, secrets
 * masked.
 */
export function applyToDocument(document: Document, edit: Edit, values: Values): string {
  if (edit.kind === 'set') {
    put(document, edit.path, newNode(edit.value))
    return ''
  }
  if (edit.kind === 'remove') {
    const text = render(document, edit.path, values)
    const {comment} = take(document, edit.path)
    return [
      ...comment
        .split('\n')
        .filter(Boolean)
        .map((line) => `#${line}`),
      text,
    ].join('\n')
  }
  const pair = pairAt(document, edit.from)
  if (!pair) throw new Error('a key that was planned to move is not in the file')
  // The new place first: emptied parents of the old one may be parents of the new one.
  const moved = new Pair(pair.key, pair.value)
  if (edit.kind === 'copy') moved.value = (pair.value as Node | null)?.clone() ?? null
  moved.key = renamed(pair.key, String(edit.to.at(-1)), edit.kind === 'copy')
  const target = holderAt(document, edit.to.slice(0, -1), true)
  if (!isMap(target)) throw new Error('a key was planned to move below what is no map')
  insert(target, moved)
  if (edit.kind === 'move') {
    const {comment} = take(document, edit.from)
    if (isScalar(moved.key) && comment !== '') moved.key.commentBefore = join(comment, moved.key.commentBefore)
  }
  return ''
}

function renamed(key: unknown, name: string, bare: boolean): Node {
  const fresh = newNode(name)
  if (!bare && isScalar(key) && isScalar(fresh)) {
    fresh.commentBefore = key.commentBefore ?? null
    fresh.comment = key.comment ?? null
    if (key.spaceBefore) fresh.spaceBefore = true
  }
  return fresh
}

function pairAt(document: Document, path: ValuesPath): Pair | undefined {
  const holder = holderAt(document, path.slice(0, -1))
  return isMap(holder) ? findPair(holder, path.at(-1) ?? '') : undefined
}

function put(document: Document, path: ValuesPath, node: Node): void {
  const holder = holderAt(document, path.slice(0, -1), true)
  const last = path.at(-1) ?? ''
  if (isSeq(holder)) holder.items[Number(last)] = inPlaceOf(holder.items[Number(last)], node)
  else if (isMap(holder)) {
    const pair = findPair(holder, last)
    if (pair) pair.value = inPlaceOf(pair.value, node)
    else insert(holder, new Pair(newNode(String(last)), node))
  }
}

/** A scalar in place of another keeps its comments. */
function inPlaceOf(former: unknown, node: Node): Node {
  if (!isScalar(former) || !isScalar(node)) return node
  node.comment = former.comment ?? null
  node.commentBefore = former.commentBefore ?? null
  return node
}

function take(document: Document, path: ValuesPath): Taken {
  const parentPath = path.slice(0, -1)
  const holder = holderAt(document, parentPath)
  const last = path.at(-1) ?? ''
  if (isSeq(holder)) return {node: holder.items.splice(Number(last), 1)[0] as Node, comment: ''}
  const pair = isMap(holder) ? findPair(holder, last) : undefined
  if (!isMap(holder) || !pair) throw new Error('a key that was planned to go is not in the file')
  const node = pair
  holder.items.splice(holder.items.indexOf(node), 1)
  if (holder.items.length > 0 || path.length < 2 || typeof path.at(-2) !== 'string') return {node, comment: ''}
  const parent = pairAt(document, parentPath)
  const own = isScalar(parent?.key) ? parent.key.commentBefore : undefined
  const {comment} = take(document, parentPath)
  return {node, comment: join(comment, own, holder.comment)}
}

/** The YAML of what stands at `path`, comments and all, secrets masked. */
function render(document: Document, path: ValuesPath, values: Values): string {
  const holder = holderAt(document, path.slice(0, -1))
  const last = path.at(-1) ?? ''
  const copy = new YAMLMap()
  const found = isSeq(holder) ? new Pair(newNode('-'), holder.items[Number(last)]) : pairAt(document, path)
  if (!found) return ''
  copy.items.push(found.clone())
  mask(copy.items[0]?.value, path, values)
  const shown = document.clone()
  shown.commentBefore = null
  shown.comment = null
  shown.contents = copy
  return shown.toString({lineWidth: 0}).trim()
}

function mask(node: unknown, path: ValuesPath, values: Values): void {
  if (isScalar(node)) {
    if (typeof node.value === 'string' && node.value !== '' && isSecretPath(values, path)) node.value = MASK
  } else if (isMap(node)) {
    for (const {key, value} of node.items) mask(value, [...path, isScalar(key) ? String(key.value) : ''], values)
  } else if (isSeq(node)) for (const [index, item] of node.items.entries()) mask(item, [...path, index], values)
}
