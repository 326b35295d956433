import {readFileSync} from 'node:fs'
import * as v from 'valibot'
import {CloudpremError} from '../errors/cloudprem-error.js'
import {withLock} from './lock.js'
import {removeUnfinished, writeFileAtomically} from './write-atomically.js'

/**
 * One JSON file of ours: versioned, checked against a schema, mode 0600, written whole, changed under a lock. A file of
 * a newer version, or one without the right shape, is refused and never rewritten.
 */
export class VersionedStore<Content extends {version: number}> {
  constructor(
    private readonly options: {
      file: string
      version: Content['version']
      schema: v.GenericSchema<unknown, Content>
      empty: () => Content
    },
  ) {}

  get file(): string {
    return this.options.file
  }

  /**
   * The content, or the empty content where there is no file.
   *
   * @throws CloudpremError `STORE_NEWER`, `STORE_DAMAGED` (exit 3)
   */
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws must reject
  async read(): Promise<Content> {
    let text: string
    try {
      // Every start reads the profiles; by promises it would load Node's streams first.
      text = readFileSync(this.file, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return this.options.empty()
      throw this.damaged('it cannot be read', error)
    }
    let json: unknown
    try {
      json = JSON.parse(text)
    } catch (error) {
      throw this.damaged('it is not JSON', error)
    }
    const version = v.safeParse(v.object({version: v.number()}), json)
    if (!version.success) throw this.damaged('it has no version')
    if (version.output.version > this.options.version) {
      throw new CloudpremError({
        code: 'STORE_NEWER',
        message: `${this.file} was written by a newer cloudprem (version ${version.output.version}, this one knows ${this.options.version})`,
        hint: 'npm install --global @cloudprem/cli@latest',
      })
    }
    const parsed = v.safeParse(this.options.schema, json)
    if (!parsed.success) throw this.damaged(v.summarize(parsed.issues))
    return parsed.output
  }

  /**
   * Reads, lets `change` make the next content, writes it; no other process gets between. Returns what is now there.
   * `change` may be called twice: where it changes nothing, nothing is locked.
   */
  async update(change: (content: Content) => Content): Promise<Content> {
    const seen = await this.readAndChange(change)
    if (!seen.isChanged) return seen.content
    return withLock(this.file, async () => {
      const {content, isChanged} = await this.readAndChange(change)
      if (isChanged) {
        removeUnfinished(this.file)
        await writeFileAtomically(this.file, `${JSON.stringify(content, null, 2)}\n`, {mode: 0o600, overwrite: true})
      }
      return content
    })
  }

  private async readAndChange(change: (content: Content) => Content): Promise<{content: Content; isChanged: boolean}> {
    const present = await this.read()
    const before = JSON.stringify(present)
    const content = change(present)
    return {content, isChanged: JSON.stringify(content) !== before}
  }

  private damaged(reason: string, cause?: unknown): CloudpremError {
    return new CloudpremError({
      code: 'STORE_DAMAGED',
      message: `${this.file} is damaged`,
      reason,
      hint: `mend it, or move it away: mv ${this.file} ${this.file}.damaged`,
      cause,
    })
  }
}
