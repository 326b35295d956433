import type {KeyChange} from '../majors/upgrades/index.js'
import {formatPath, isMap, valueAt, walk, type Values, type ValuesPath} from '../values.js'
import {applyToValues, unshared, type Edit} from './edits.js'
import {isBlank} from './conditions.js'
import type {MigrationChange, MigrationDecision, MigrationPlace} from './migration.js'

/** What was done, before the text of what was dropped is known. */
export type PlannedChange = MigrationChange & {edit?: Edit}

type Reason = Pick<KeyChange, 'why' | 'source'>

/** The values of a file on their way to a newer chart, and everything that was done to them. */
export class Draft {
  readonly values: Values
  readonly edits: Edit[] = []
  readonly changes: PlannedChange[] = []
  readonly decisions = new Map<string, MigrationDecision>()

  constructor(
    values: Values,
    readonly place: MigrationPlace,
    public step = '',
  ) {
    this.values = unshared(values)
  }

  /** Moves what stands at `from`, or copies it; what is there already stays, and maps are laid together. */
  move(from: ValuesPath, to: ValuesPath, reason: Reason, how: {copy?: boolean; overBlank?: boolean} = {}): void {
    const value = valueAt(this.values, from)
    if (value === undefined || !this.makeWay(to, reason, how)) return
    const there = valueAt(this.values, to)
    if (isMap(value) && isMap(there)) {
      for (const key of Object.keys(value)) this.move([...from, key], [...to, key], reason, how)
      if (!how.copy && isMap(valueAt(this.values, from)) && Object.keys(value).length === 0)
        this.edit({kind: 'remove', path: from})
      return
    }
    if (there === undefined) {
      this.edit({kind: how.copy ? 'copy' : 'move', from, to})
      this.changes.push({...this.why(reason), kind: how.copy ? 'copied' : 'moved', from: formatPath(from), to: formatPath(to)})
    } else if (!how.copy) {
      this.drop(from, {...reason, why: `${formatPath(to)} is set as well, and stays: ${reason.why}`})
    }
  }

  /** Removes what stands at `path`, and says so. */
  drop(path: ValuesPath, reason: Reason): void {
    if (valueAt(this.values, path) === undefined) return
    const edit: Edit = {kind: 'remove', path}
    this.edit(edit)
    this.changes.push({...this.why(reason), kind: 'dropped', from: formatPath(path), text: '', edit})
  }

  /** Writes a value that was not there. */
  add(path: ValuesPath, value: unknown, reason: Reason, secret = false): void {
    this.edit({kind: 'set', path, value})
    this.changes.push({...this.why(reason), kind: 'added', to: formatPath(path), ...(!secret && {value})})
  }

  /** Replaces a value by what was made of another; the place must be free or have a scalar. */
  convert(from: ValuesPath, to: ValuesPath, value: unknown, reason: Reason): void {
    this.edit({kind: 'set', path: to, value})
    this.changes.push({...this.why(reason), kind: 'converted', from: formatPath(from), to: formatPath(to)})
  }

  edit(edit: Edit): void {
    applyToValues(this.values, edit)
    this.edits.push(edit)
  }

  /** The later decision about a path wins. */
  decide(path: string, fix: string, reason: Reason): void {
    this.decisions.set(path, {...this.why(reason), path, fix: this.fill(fix)})
  }

  /**
   * Puts the names of the release into a text, and values of the file: `{global.postgresql.auth.database=formance}` with what
   * the chart has by default. What a shell would not take for one word is not put into a command.
   */
  fill(text: string): string {
    return text
      .replaceAll('{release}', this.place.release)
      .replaceAll('{namespace}', this.place.namespace)
      .replaceAll(/\{([\w-]+(?:\.[\w-]+)+)=([^}]*)\}/g, (_, path: string, byDefault: string) => {
        const value = valueAt(this.values, path)
        if (isBlank(value)) return byDefault
        return typeof value === 'string' && /^[\w.-]+$/.test(value) ? value : (path.split('.').at(-1) ?? '').toUpperCase()
      })
  }

  /** Whether something can stand at `to`: an explicit null above it, or an empty text that may go, is removed. */
  makeWay(to: ValuesPath, reason: Reason, how: {overBlank?: boolean} = {}): boolean {
    for (let depth = 1; depth < to.length; depth++) {
      const above = to.slice(0, depth)
      const value = valueAt(this.values, above)
      if (value === null) this.drop(above, {...reason, why: `${formatPath(to)} takes its place: ${reason.why}`})
      else if (value !== undefined && !isMap(value)) {
        this.decide(formatPath(above), `make it a map; ${formatPath(to)} could not be written`, reason)
        return false
      }
    }
    const there = valueAt(this.values, to)
    if (how.overBlank && there !== undefined && isBlank(there)) {
      this.drop(to, {...reason, why: `it was empty, and has a value now: ${reason.why}`})
    }
    return true
  }

  /** Every string of the file with its path. */
  *strings(): Generator<{path: ValuesPath; value: string}> {
    for (const {path, value} of [...walk(this.values)]) if (typeof value === 'string') yield {path, value}
  }

  private why({why, source}: Reason): {step: string; why: string; source: string} {
    return {step: this.step, why: this.fill(why), source}
  }
}
