import path from 'node:path'
import type * as translation from './fctl/translation.entry.js'
import type * as runEntry from './run.entry.js'
import {FastStart, printNow} from './start/index.js'

/** Runs one command line to its end and sets `process.exitCode`. */
export async function main(typed: string[]): Promise<void> {
  const root = path.dirname(__dirname)
  let argv = typed
  let start = new FastStart(argv, root)
  /* eslint-disable @typescript-eslint/no-require-imports -- files of their own: most starts need no translation, and oclif is read only now */
  if (!start.isKnown) {
    // Records are kept for our own words only: what none is kept for may be in those of fctl.
    argv = (require('./fctl/translation.entry.cjs') as typeof translation).translate(typed, root)
    start = new FastStart(argv, root)
  }
  const {page} = start
  if (page !== undefined) return printNow(page)
  await start.follow((record) => {
    require(record?.core ?? '@cloudprem/core')
    const {run} = require(path.join(__dirname, 'run.entry.cjs')) as typeof runEntry
    return run(argv, root, record?.known)
  })
  /* eslint-enable @typescript-eslint/no-require-imports */
}
