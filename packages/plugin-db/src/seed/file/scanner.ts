import {SECTIONS, type Entry, type Section} from './entry.js'
import type {Findings} from './findings.js'
import {readJsonQuickly, readQuickly} from './quick-entry.js'
import {readItem, readLists, unknownKey, type Piece} from './yaml-entry.js'

/** An entry is a few lines; a longer one is a mistake, and must not fill the memory. */
const LONGEST_ITEM = 1 << 20

/** What is written within brackets has to be read as a whole. */
export const LONGEST_PIECE = 16 << 20

/**
 * Cuts a seed file into items, line by line, and hands on each as soon as it is whole: the lists of the file are block
 * lists at the left margin, each item of which YAML reads by itself. Nothing else of the file is kept.
 */
export class Scanner {
  private line = 0
  private section: Section | 'unknown' | undefined
  private readonly seen = new Set<Section>()
  private itemIndent: number | undefined
  private item: string[] = []
  private itemLine = 0
  private itemLength = 0
  /** Lines of what is written within brackets. */
  private piece: {lines: string[]; line: number; length: number} | undefined
  private isOver = false

  constructor(
    private readonly findings: Findings,
    private readonly take: (entry: Entry) => void,
  ) {}

  /** @param line one line, without its end; that of Windows may be left */
  push(line: string): void {
    this.line += 1
    if (this.isOver) return
    const text = line.endsWith('\r') ? line.slice(0, -1) : line
    const indent = indentOf(text)
    const isBlank = indent === text.length || text[indent] === '#'
    if (this.piece && (indent > 0 || isBlank || !isKey(text))) this.continuePiece(text)
    else if (isBlank) this.continueItem(text)
    else if (isDash(text, indent) && this.section !== undefined && indent === (this.itemIndent ?? indent))
      this.beginItem(text, indent)
    else if (indent > (this.itemIndent ?? Infinity)) this.continueItem(text)
    else if (indent === 0) this.pushTop(text)
    else if (this.section !== 'unknown') this.refuse(indent, 'is indented unlike the entries before it')
  }

  end(): void {
    this.flush()
  }

  private pushTop(text: string): void {
    this.flush()
    if (/^(---|\.\.\.)( |$)/.test(text)) return this.pushMarker(text)
    if (text.startsWith('{')) {
      this.piece = {lines: [text], line: this.line, length: text.length}
      return
    }
    const match = KEY.exec(text)
    if (!match) return this.refuse(0, `begins no list: ${SECTIONS.map((each) => `${each}:`).join(' or ')} is expected here`)
    const key = match[1] ?? match[2] ?? ''
    const section = SECTIONS.find((each) => each === key)
    this.section = section ?? 'unknown'
    this.itemIndent = undefined
    if (section === undefined) return this.refuse(0, unknownKey(key, SECTIONS))
    if (this.seen.has(section)) this.refuse(0, `${section} is there already, further up`)
    if (section === 'regions' && this.seen.has('stacks')) this.refuse(0, 'regions must stand before stacks')
    this.seen.add(section)
    if (!/^(#.*)?$/.test(match[3]?.trim() ?? '')) this.piece = {lines: [text], line: this.line, length: text.length}
  }

  private pushMarker(text: string): void {
    const isSecond = text.startsWith('---') && this.section !== undefined
    if (isSecond) this.refuse(0, 'a second document begins; a seed file has one')
    this.isOver = isSecond || text.startsWith('...')
  }

  private beginItem(text: string, indent: number): void {
    this.flush()
    this.itemIndent = indent
    this.itemLine = this.line
    this.item = [text]
    this.itemLength = text.length
  }

  private continueItem(text: string): void {
    if (this.item.length === 0) return
    this.itemLength += text.length
    if (this.itemLength <= LONGEST_ITEM) this.item.push(text)
  }

  private continuePiece(text: string): void {
    if (!this.piece) return
    this.piece.length += text.length + 1
    if (this.piece.length <= LONGEST_PIECE) this.piece.lines.push(text)
  }

  private flush(): void {
    const {item, piece, section} = this
    this.item = []
    this.piece = undefined
    if (piece) this.readPiece(piece)
    if (item.length === 0 || section === undefined || section === 'unknown') return
    if (this.itemLength > LONGEST_ITEM) {
      return this.findings.add({line: this.itemLine, column: 1}, `an entry has more than ${LONGEST_ITEM} characters`)
    }
    for (const entry of this.readItem(section, item)) this.take(entry)
  }

  private readItem(section: Section, item: string[]): Entry[] {
    // Blank lines and comments after it are not its own; a comment that is indented further may be part of a long text.
    while (this.isAround(item.at(-1) ?? '-')) item.pop()
    const [first = ''] = item
    const quick =
      (item.length === 1 && readJsonQuickly(section, first, this.itemLine)) || readQuickly(section, item, this.itemLine)
    return quick ? [quick] : readItem(section, {text: item.join('\n'), line: this.itemLine}, this.findings)
  }

  private isAround(text: string): boolean {
    const indent = indentOf(text)
    return indent === text.length || (text[indent] === '#' && indent <= (this.itemIndent ?? 0))
  }

  private readPiece({lines, line, length}: {lines: string[]; line: number; length: number}): void {
    if (length > LONGEST_PIECE) {
      return this.findings.add(
        {line, column: 1},
        'is too long to be read at once: a list of many entries has one below the other, each with a dash',
      )
    }
    const piece: Piece = {text: lines.join('\n'), line}
    for (const entry of readLists(piece, this.findings)) this.take(entry)
  }

  private refuse(indent: number, text: string): void {
    this.findings.add({line: this.line, column: indent + 1}, text)
  }
}

/** A key at the left margin and what follows it. */
const KEY = /^(?:["']([^"']*)["']|([\w.-]+)) *:(?: +(.*)|)$/

function isKey(text: string): boolean {
  return KEY.test(text)
}

function isDash(text: string, indent: number): boolean {
  return text[indent] === '-' && (indent + 1 === text.length || text[indent + 1] === ' ')
}

function indentOf(text: string): number {
  let indent = 0
  while (text.charCodeAt(indent) === 32) indent += 1
  return indent
}
