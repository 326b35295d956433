// The door of the fast start. Whoever removes this folder and what main.entry.ts asks it has plain oclif again.
import type {LoadedPlugins} from '../plugins/load.js'
import {CompiledCode} from './compiled-code.js'
import {findRecordFolder} from './environment.js'
import type {keepRecord} from './keep.entry.js'
import {describeLook, listenToPage} from './page.js'
import {readRecord, recordFile, type KeptRecord, type StartRecord} from './record.js'
import {isCommandWord, leadingWords} from './words.js'

export {printNow} from './standard-output.js'

/** Runs the command line with what is known of it, if anything is, and tells what was loaded. */
type Run = (record: Pick<StartRecord, 'core' | 'known'> | undefined) => Promise<LoadedPlugins>

const LONGEST_COMMAND = 4

/** What an earlier run of the same command left, and what this one leaves for the next. */
export class FastStart {
  private readonly folder = findRecordFolder()
  private readonly wantsHelp: boolean
  private readonly wantsPage: boolean
  private readonly words: string[]
  private readonly record: KeptRecord | undefined

  constructor(
    argv: readonly string[],
    private readonly root: string,
  ) {
    this.words = leadingWords(argv)
    const rest = argv.slice(this.words.length)
    this.wantsHelp = argv.length === 0 || (rest.includes('--help') && !rest.includes('--'))
    this.wantsPage = this.wantsHelp && rest.length <= 1
    this.record = this.folder === undefined ? undefined : this.findRecord(this.folder)
  }

  /** Whether a run of the same words has left a record that holds. */
  get isKnown(): boolean {
    return this.record !== undefined
  }

  /** The page of help when it is all that was asked for and nothing it was made of has changed. */
  get page(): string | undefined {
    const kept = this.wantsPage ? this.record?.page : undefined
    return kept && kept.look === describeLook() ? kept.text : undefined
  }

  /** Runs the command with what is known of it, and keeps what was learned. */
  async follow(run: Run): Promise<void> {
    if (this.folder === undefined) await run(undefined)
    else if (this.wantsPage) await this.followPage(this.folder, run)
    else await this.followCommand(this.folder, run)
  }

  private async followPage(folder: string, run: Run): Promise<void> {
    const look = describeLook()
    const {result, text} = await listenToPage(() => run(undefined))
    if (text !== undefined) this.keep({folder, loaded: result, page: {text, look}})
  }

  private async followCommand(folder: string, run: Run): Promise<void> {
    const code = new CompiledCode((file, stamp) => this.record?.codeOf(file, stamp))
    code.use()
    const loaded = await run(this.record)
    const endedWell = (process.exitCode ?? 0) === 0
    // What a run that failed left lacks what a good one runs.
    if (this.record && code.isComplete && (this.record.endedWell || !endedWell)) return
    // A run without a record takes the long way; the code of that is more than the next one needs.
    this.keep({folder, loaded, code: this.record ? code.produce() : []})
  }

  private findRecord(folder: string): KeptRecord | undefined {
    if (this.words.length === 0) return this.wantsPage ? readRecord(recordFile(folder, [], true), this.root) : undefined
    for (let count = Math.min(this.words.length, LONGEST_COMMAND); count > 0; count--) {
      const candidate = this.words.slice(0, count)
      if (!candidate.every(isCommandWord)) continue
      const record = readRecord(recordFile(folder, candidate, this.wantsHelp), this.root)
      const isComplete = count === this.words.length || record?.takesArguments
      if (record?.words.join(' ') === candidate.join(' ') && isComplete) return record
    }
    return undefined
  }

  private keep(learned: Pick<Parameters<typeof keepRecord>[0], 'folder' | 'loaded' | 'page' | 'code'>): void {
    const {words, wantsHelp, root, record} = this
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file of its own, see there
    const {keepRecord: keep} = require('./start/keep.entry.cjs') as {keepRecord: typeof keepRecord}
    keep({words, wantsHelp, root, record, ...learned})
  }
}
