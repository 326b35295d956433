import path from 'node:path'
import {inOurWords} from './fctl/command-words.js'
import {isCommandOfPlugin} from './plugins/command-of-plugin.js'
import {locatePlugins, userPlaceOf} from './plugins/places.js'
import type * as runEntry from './run.entry.js'
import {FastStart, printNow} from './start/index.js'
import {dataDirectory} from './user-directories.js'

/** Runs one command line to its end and sets `process.exitCode`. */
export async function main(typed: string[]): Promise<void> {
  const root = path.dirname(__dirname)
  const argv = inOurWords(typed, (words) => isCommandOfPlugin(words, locatePlugins(root, userPlaceOf(dataDirectory()))))
  const start = new FastStart(argv, root)
  const {page} = start
  if (page !== undefined) return printNow(page)
  await start.follow((record) => {
    /* eslint-disable @typescript-eslint/no-require-imports -- files of their own: core, and oclif with it, are read only now */
    require(record?.core ?? '@cloudprem/core')
    const {run} = require(path.join(__dirname, 'run.entry.cjs')) as typeof runEntry
    /* eslint-enable @typescript-eslint/no-require-imports */
    return run(argv, root, record?.known)
  })
}
