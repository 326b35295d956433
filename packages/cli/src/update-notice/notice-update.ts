import {debug, standardError, standardOutput} from '@cloudprem/core'
import type {UpdatableHost} from './tell-update.js'

/** Commands whose output a shell reads, or a person who looks something up: nothing is added to it. */
const QUIET_COMMANDS = new Set(['complete', 'completion', 'help'])
const QUIET_FLAGS = new Set(['--json', '--help', '-h', '--version'])

/**
 * The end of a run: tells on stderr, at most once a day, that there is a newer cloudprem, and has a process of its own look
 * for the next time. Never waits for the network, never fails. Away from a terminal it does nothing.
 */
export async function noticeUpdate(argv: readonly string[], host: UpdatableHost): Promise<void> {
  if (!isWanted(argv)) return
  try {
    const {tellUpdate} = await import('./tell-update.js')
    await tellUpdate(host, new Date())
  } catch (error) {
    debug('update', String(error))
  }
}

/** Whether a person is there to read it, and nobody has switched it off. */
function isWanted(argv: readonly string[]): boolean {
  // stdin comes last: to look at it opens it.
  if (!standardOutput.isTTY || !standardError.isTTY || !process.stdin.isTTY) return false
  if (process.env['CI'] || process.env['CLOUDPREM_NO_UPDATE_NOTICE']) return false
  const [command] = argv
  return command !== undefined && !QUIET_COMMANDS.has(command) && !argv.some((word) => QUIET_FLAGS.has(word))
}
