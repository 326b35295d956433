import {formatPath, type ValuesPath} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {dump} from 'js-yaml'
import {isAlias, isCollection, isMap, isScalar, parseDocument, type Node, type Pair, type YAMLMap} from 'yaml'

/** A place in the text: start, end of the value. */
type Span = readonly [start: number, end: number]

/**
 * The text with `value` at `path`; every other byte stays. Lists are replaced whole. A key that is not there comes after
 * the last one of its map.
 *
 * @param path map keys only
 * @throws CloudpremError `USAGE` (exit 2) where the text is no YAML, or an alias stands in the way
 */
export function setInText(text: string, path: readonly string[], value: unknown): string {
  const document = parseDocument(text, {uniqueKeys: false, merge: false})
  const problem = document.errors[0]
  if (problem) throw new CloudpremError({code: 'USAGE', message: `The file is no YAML: ${problem.message.split('\n')[0]}`})
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const edit = new Edit(text, newline)

  let map: Node | null = document.contents
  let owner: {pair: Pair; indent: number} | undefined
  for (const [depth, key] of path.entries()) {
    const rest = path.slice(depth)
    if (isAlias(map)) throw behindAlias(path.slice(0, depth))
    if (!isMap(map) || map.items.length === 0) {
      const nested = nest(rest, value)
      return owner ? edit.replaceValue(owner.pair, nested, owner.indent) : edit.append(nested, 0, text.length)
    }
    if (map.flow) return flowEdit(edit, map, rest, value)
    const pair = map.items.findLast((item) => isScalar(item.key) && String(item.key.value) === key)
    const indent = edit.columnOf(spanOf(map.items[0]?.key)[0])
    if (!pair) return edit.append(nest(rest, value), indent, edit.endOf(map))
    owner = {pair, indent}
    map = pair.value as Node | null // a parsed document holds nodes or null
  }
  return owner ? edit.replaceValue(owner.pair, value, owner.indent) : text
}

/** A flow map is one place: it is written anew, on its line. */
function flowEdit(edit: Edit, map: YAMLMap, rest: readonly string[], value: unknown): string {
  const content = map.toJSON() as Record<string, unknown>
  let target = content
  for (const key of rest.slice(0, -1)) {
    const next = target[key]
    target = (target[key] = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {}) as typeof content
  }
  target[rest.at(-1) ?? ''] = value
  return edit.replace(spanOf(map), renderFlow(content))
}

function nest(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({[key]: inner}), value)
}

/** Edits of one text. */
class Edit {
  constructor(
    private readonly text: string,
    private readonly newline: string,
  ) {}

  columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1)
  }

  replace([start, end]: Span, by: string): string {
    return this.text.slice(0, start) + by + this.text.slice(end)
  }

  /** End of the line in which the last value of `node` ends. */
  endOf(node: Node): number {
    const [, end] = spanOf(node)
    // A block scalar's range ends behind its line end.
    if (this.text[end - 1] === '\n') return end - 1 - (this.text[end - 2] === '\r' ? 1 : 0)
    return this.lineEnd(end)
  }

  /** Puts a map's entries as lines after `after`, which is the end of a line. */
  append(entries: unknown, indent: number, after: number): string {
    const before = this.text.slice(0, after)
    const lead = before === '' || before.endsWith('\n') ? '' : this.newline
    const lines = this.block(entries, indent)
    const rest = this.text.slice(after)
    return before + lead + lines + (rest.startsWith('\n') || rest.startsWith('\r\n') ? '' : this.newline) + rest
  }

  /** Gives a key of a block map another value. */
  replaceValue(pair: Pair, value: unknown, indent: number): string {
    const colon = this.text.indexOf(':', spanOf(pair.key)[1]) + 1
    const node = pair.value as Node | null // as above
    if (isAlias(node)) throw behindAlias([String((pair.key as {value: unknown}).value)])
    // Of `key:   # comment` the parser says that the value stands before the comment.
    const [start, end] = node && spanOf(node)[1] > spanOf(node)[0] ? spanOf(node) : [colon, colon]
    const isBlock = isCollection(node) && !node.flow
    if (!isContainer(value)) {
      const scalar = renderFlow(value)
      if (isBlock || start <= colon || isBlockScalar(node))
        return this.replace([colon, Math.max(colon, trimmedEnd(this.text, end))], ` ${scalar}`)
      return this.replace([start, end], scalar)
    }
    const lines = this.block(value, indent + 2)
    if (isBlock || isBlockScalar(node))
      return this.replace([this.text.lastIndexOf('\n', start - 1) + 1, trimmedEnd(this.text, end)], lines)
    // The old value was on the key's line, perhaps with a comment behind it: the comment stays there.
    const rest = this.text.slice(end, this.lineEnd(end))
    return this.replace([colon, this.lineEnd(end)], rest.trimEnd() + this.newline + lines)
  }

  private lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset)
    if (end < 0) return this.text.length
    return this.text[end - 1] === '\r' && end - 1 >= offset ? end - 1 : end
  }

  private block(value: unknown, indent: number): string {
    const pad = ' '.repeat(indent)
    return dump(value, {lineWidth: -1})
      .trimEnd()
      .split('\n')
      .map((line) => (line === '' ? line : pad + line))
      .join(this.newline)
  }
}

function spanOf(node: unknown): Span {
  const {range} = node as {range?: [number, number, number] | null}
  return range ? [range[0], range[1]] : [0, 0]
}

/** A list or a map with something in it: those are written as lines. */
function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

function isBlockScalar(node: Node | null): boolean {
  return isScalar(node) && (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL')
}

/** Without the line ends that belong to what follows. */
function trimmedEnd(text: string, end: number): number {
  return text.slice(0, end).trimEnd().length
}

function renderFlow(value: unknown): string {
  return typeof value === 'string' && value.includes('\n')
    ? JSON.stringify(value)
    : dump(value, {lineWidth: -1, flowLevel: 0}).trimEnd()
}

function behindAlias(path: ValuesPath): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `${formatPath(path)} is an alias (*…) in the file: what it points to would change elsewhere too`,
    hint: 'write it out in that place, and run the same command again',
  })
}
