import {CloudpremError, visible} from '@cloudprem/core'

/** A place in the seed file, both from 1. */
export interface Place {
  line: number
  column: number
}

/** What is wrong with a seed file: everything up to a limit, so that it can be mended in one go. */
export class Findings {
  private readonly found: {place?: Place | undefined; text: string}[] = []

  constructor(private readonly file: string) {}

  get isEmpty(): boolean {
    return this.found.length === 0
  }

  /** Whether there is no use in looking further. */
  get isFull(): boolean {
    return this.found.length >= MOST_FINDINGS
  }

  add(place: Place | undefined, text: string): void {
    if (!this.isFull) this.found.push({place, text})
  }

  toError(): CloudpremError {
    const count = this.isFull
      ? `at least ${MOST_FINDINGS} errors`
      : this.found.length === 1
        ? 'an error'
        : `${this.found.length} errors`
    const at = (place: Place | undefined) => (place ? `${this.file}:${place.line}:${place.column}` : this.file)
    return new CloudpremError({
      code: 'SEED_FILE_INVALID',
      message: `${this.file} has ${count}`,
      reason: [...this.found.map(({place, text}) => visible(`${at(place)}  ${text}`)), 'Nothing was changed.'].join('\n'),
      details: {file: this.file, findings: this.found.map(({place, text}) => ({...place, text}))},
    })
  }
}

const MOST_FINDINGS = 20
