import {CloudpremError} from '@cloudprem/core'
import {createReadStream} from 'node:fs'
import type {AskedRegion, AskedStack, SeedSource} from '../asked.js'
import {checkRegion, checkStack} from './check-entry.js'
import type {Entry} from './entry.js'
import {Findings} from './findings.js'
import {LONGEST_PIECE, Scanner} from './scanner.js'

/**
 * Stacks that are handed on at once: so few, and pieces of the file so small, that they are garbage again before V8 moves them to
 * where it seldom looks. With 5000 a long file takes half as much memory again, and more time.
 */
const BATCH_SIZE = 1000

/** How many batches are read before anything is sent, so that the errors in them are told without a connection. */
const BATCHES_AHEAD = 5

/** Regions are kept in memory: a region is a place where stacks run, and nobody has many. */
const MOST_REGIONS = 10_000

export interface SeedFileOptions {
  /** What messages call it. */
  name: string
  allowHttp: boolean
}

/**
 * Opens a seed file and reads its regions and the first stacks: of a file of a few thousand entries every error is told
 * here, of a longer one those further down are told while it is read. Nothing of it lasts then.
 *
 * @param input the bytes of the file
 * @throws CloudpremError `SEED_FILE_INVALID` (exit 4), `FILE_UNREADABLE` (exit 2)
 */
export async function openSeedFile(input: AsyncIterable<Uint8Array>, options: SeedFileOptions): Promise<SeedSource> {
  const regions: AskedRegion[] = []
  const batches = readBatches(input, regions, options)
  const ahead: AskedStack[][] = []
  while (ahead.length < BATCHES_AHEAD) {
    const next = await batches.next()
    if (next.done) break
    ahead.push(next.value)
  }
  return {file: options.name, regions, stacks: resumed(ahead, batches)}
}

/** The bytes of `file`; standard input for `-`. They are read when they are asked for. */
export function bytesOf(file: string, standardInput: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return file === '-' ? standardInput : createReadStream(file)
}

async function* resumed<Item>(ahead: Item[], rest: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield* ahead
  yield* rest
}

async function* readBatches(
  input: AsyncIterable<Uint8Array>,
  regions: AskedRegion[],
  {name, allowHttp}: SeedFileOptions,
): AsyncGenerator<AskedStack[]> {
  const findings = new Findings(name)
  let stacks: AskedStack[] = []
  let count = 0
  const take = (entry: Entry) => {
    count += 1
    if (entry.section === 'stacks') {
      const stack = checkStack(entry, findings)
      if (stack) stacks.push(stack)
      return
    }
    const region = checkRegion(entry, findings, allowHttp)
    if (region) addRegion(region, entry, regions, findings)
  }
  const scanner = new Scanner(findings, take)
  for await (const lines of linesOf(input, name, findings)) {
    for (const line of lines) scanner.push(line)
    if (findings.isFull) break
    if (!findings.isEmpty) stacks = []
    while (stacks.length >= BATCH_SIZE) {
      yield stacks.slice(0, BATCH_SIZE)
      stacks = stacks.slice(BATCH_SIZE)
    }
  }
  scanner.end()
  if (count === 0 && findings.isEmpty) findings.add({line: 1, column: 1}, 'asks for nothing: there is no entry in it')
  if (!findings.isEmpty) throw findings.toError()
  if (stacks.length > 0) yield stacks
}

function addRegion(region: AskedRegion, entry: Entry, regions: AskedRegion[], findings: Findings): void {
  const same = regions.find(({name, id}) => name === region.name || (id !== undefined && id === region.id))
  if (same) {
    const key = same.name === region.name ? 'name' : 'id'
    findings.add(entry.placeOf(key), `${key} ${region[key]} is that of line ${same.line} already`)
  } else if (regions.length >= MOST_REGIONS) {
    findings.add(entry.placeOf(), `is one region more than ${MOST_REGIONS}`)
  } else regions.push(region)
}

/** The lines of each chunk that are whole by then. */
async function* linesOf(input: AsyncIterable<Uint8Array>, name: string, findings: Findings): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', {fatal: true})
  let rest = ''
  let isText = true
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, {stream: true}) : decoder.decode()
    } catch {
      findings.add(undefined, 'is not text in UTF-8')
      isText = false
      return ''
    }
  }
  for await (const bytes of readable(input, name)) {
    const lines = decode(bytes).split('\n')
    if (!isText) return
    lines[0] = rest + lines[0]
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_PIECE) {
      findings.add(undefined, `has a line of more than ${LONGEST_PIECE} characters`)
      return
    }
    yield lines
  }
  rest += decode()
  if (isText && rest !== '') yield [rest]
}

async function* readable(input: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* input
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (typeof code !== 'string') throw error
    throw new CloudpremError({
      code: 'FILE_UNREADABLE',
      message: `${name} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`,
      details: {file: name},
      cause: error,
    })
  }
}
