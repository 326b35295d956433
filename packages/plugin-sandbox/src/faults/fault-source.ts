import {CloudpremError, writeFileAtomically} from '@cloudprem/core'
import {readFile} from 'node:fs/promises'
import type {Effect, Fault} from './fault.js'
import {parseFault} from './parse-fault.js'

/** Where a person is looking on: no fault happens here unless one names it. */
const APPROVAL_PAGE = '/device'

/**
 * The faults of a running sandbox. They stand in a file, one a line, which is read at each request: whoever may write
 * the sandbox's folder may change them while it runs.
 */
export class FaultSource {
  private text = ''
  private faults: Fault[] = []
  /** By position in `faults`: how many requests it has hit. */
  private hits: number[] = []

  constructor(
    private readonly file: string,
    private readonly log: (text: string) => void,
  ) {}

  /** What goes wrong with this request, counted as having happened. `path` is below the Membership URI. */
  async take(method: string, path: string): Promise<Effect[]> {
    await this.refresh()
    return this.faults.flatMap((fault, index) => {
      if (!fits(fault, method, path) || (this.hits[index] ?? 0) >= (fault.times ?? Infinity)) return []
      this.hits[index] = (this.hits[index] ?? 0) + 1
      return [fault.effect]
    })
  }

  /** How far the server's clock is ahead, as of the request that was taken last. */
  get clockSkewMs(): number {
    return this.faults.reduce((sum, {effect}) => sum + (effect.kind === 'clock-skew' ? effect.ms : 0), 0)
  }

  private async refresh(): Promise<void> {
    const text = await readFaultFile(this.file)
    if (text === this.text) return
    this.text = text
    this.faults = []
    this.hits = []
    for (const spec of specsIn(text)) {
      try {
        this.faults.push(parseFault(spec))
      } catch (error) {
        if (!(error instanceof CloudpremError)) throw error
        this.log(`${error.message}: ${error.reason ?? ''}`)
      }
    }
    this.log(`faults: ${specsIn(text).join(' | ') || 'none'}`)
  }
}

/** The faults in a sandbox's file, as they were given. */
export async function readFaults(file: string): Promise<string[]> {
  return specsIn(await readFaultFile(file))
}

/** Replaces the faults of a sandbox, running or not. @throws CloudpremError `USAGE` (exit 2) */
export async function writeFaults(file: string, specs: string[]): Promise<void> {
  for (const spec of specs) parseFault(spec)
  await writeFileAtomically(file, specs.map((spec) => `${spec}\n`).join(''), {mode: 0o600, overwrite: true})
}

function fits({method, path}: Fault, ofRequest: string, below: string): boolean {
  if (method !== undefined && method !== ofRequest) return false
  return path === undefined ? below !== APPROVAL_PAGE : path.test(below)
}

async function readFaultFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function specsIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
