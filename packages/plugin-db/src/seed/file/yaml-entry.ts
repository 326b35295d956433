import {isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair, type YAMLMap} from 'yaml'
import {SECTIONS, type Entry, type Section} from './entry.js'
import type {Findings, Place} from './findings.js'

/** A piece of a seed file that is a YAML document by itself. */
export interface Piece {
  text: string
  /** The line of the file in which it begins, from 1. */
  line: number
}

/** Reads one item of a block list, its dash included. Anchors, aliases and tags have nothing to refer to in it. */
export function readItem(section: Section, piece: Piece, findings: Findings): Entry[] {
  const document = parse(piece, findings)
  if (!document) return []
  const {contents, placeAt} = document
  if (!isSeq<Node>(contents)) return refuse(placeAt(contents), `an entry of ${section} begins with a dash`, findings)
  return contents.items.flatMap((item) => entryOf(section, item, placeAt, findings))
}

/** Reads lists that are written within brackets, `regions: [{…}]`, alone or all of them as one JSON document. */
export function readLists(piece: Piece, findings: Findings): Entry[] {
  const document = parse(piece, findings)
  if (!document) return []
  const {contents, placeAt} = document
  if (!isMap(contents)) return refuse(placeAt(contents), `must be a mapping of ${SECTIONS.join(' and ')}`, findings)
  return contents.items.flatMap((pair) => {
    const key = keyOf(pair)
    const section = SECTIONS.find((each) => each === key)
    if (section === undefined) return refuse(placeAt(pair.key as Node), unknownKey(key, SECTIONS), findings)
    if (pair.value === null || (isScalar(pair.value) && pair.value.value === null)) return []
    if (!isSeq<Node>(pair.value)) return refuse(placeAt(pair.value as Node), `${section} must be a list`, findings)
    return pair.value.items.flatMap((item) => entryOf(section, item, placeAt, findings))
  })
}

export function unknownKey(key: string, known: readonly string[]): string {
  return `"${key.slice(0, 100)}" is not known here; known are ${known.join(', ')}`
}

type PlaceAt = (node: Node | null | undefined) => Place

function parse({text, line}: Piece, findings: Findings): {contents: Node | null; placeAt: PlaceAt} | undefined {
  const lineCounter = new LineCounter()
  const document = parseDocument<Node>(text, {lineCounter, prettyErrors: false})
  const placeAtOffset = (offset: number): Place => {
    const {line: row, col} = lineCounter.linePos(offset)
    return {line: line + row - 1, column: col}
  }
  for (const {pos, message} of document.errors) findings.add(placeAtOffset(pos[0]), message.split('\n')[0] ?? message)
  if (document.errors.length > 0) return undefined
  return {contents: document.contents, placeAt: (node) => placeAtOffset(node?.range?.[0] ?? 0)}
}

function entryOf(section: Section, item: Node | null, placeAt: PlaceAt, findings: Findings): Entry[] {
  const place = placeAt(item)
  if (!isMap(item)) return refuse(place, `an entry of ${section} must be a mapping, such as {name: …}`, findings)
  return [
    {
      section,
      line: place.line,
      fields: fieldsOf(item),
      placeOf: (key) => (key === undefined ? place : placeAt(valueNode(item, key))),
    },
  ]
}

/** Only scalars have a place in an entry; all else stays a node, and is refused where values are judged. */
function fieldsOf(item: YAMLMap): Record<string, unknown> {
  return Object.fromEntries(item.items.map((pair) => [keyOf(pair), isScalar(pair.value) ? pair.value.value : pair.value]))
}

function valueNode(item: YAMLMap, key: string): Node | undefined {
  const pair = item.items.find((each) => keyOf(each) === key)
  return (pair?.value ?? pair?.key ?? undefined) as Node | undefined
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : String(pair.key)
}

function refuse(place: Place, text: string, findings: Findings): Entry[] {
  findings.add(place, text)
  return []
}
