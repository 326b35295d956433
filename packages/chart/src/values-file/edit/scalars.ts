import {isMap, isScalar, isSeq} from 'yaml'
import type {ValuesPath} from '../../values.js'
import {keyOf, parseTree, slotOf, type Slot} from './syntax-tree.js'

/** A single value as it is written, quotes included. */
export interface WrittenScalar {
  path: ValuesPath
  start: number
  end: number
}

/**
 * Every single value of the text, in its order; what stands in braces without a colon is left out.
 *
 * @throws EditRefusal where the text is no YAML
 */
export function scalarsOf(text: string): WrittenScalar[] {
  const shift = text.startsWith('\ufeff') ? 1 : 0
  return [...scalarsBelow(parseTree(text.slice(shift)), [])].map(({path, start, end}) => ({
    path,
    start: start + shift,
    end: end + shift,
  }))
}

function* scalarsBelow({node}: Slot, path: ValuesPath): Generator<WrittenScalar> {
  if (isScalar(node) && node.range) yield {path, start: node.range[0], end: node.range[1]}
  if (isMap(node)) {
    for (const [index, pair] of node.items.entries()) yield* scalarsBelow(slotOf(node, index), [...path, keyOf(pair) ?? ''])
  }
  if (isSeq(node)) for (const index of node.items.keys()) yield* scalarsBelow(slotOf(node, index), [...path, index])
}
