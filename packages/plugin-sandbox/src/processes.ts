import {run} from '@cloudprem/core'
import {readFileSync} from 'node:fs'
import {readFile} from 'node:fs/promises'

/** Whether a process of this number runs; one that has ended and was not yet collected by its parent does not count. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The command line of a process, blanks between its words; undefined where the platform does not tell. */
export async function commandLineOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined
  if (process.platform === 'linux') {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
    return line?.replaceAll('\0', ' ').trim()
  }
  const {stdout} = await run('ps', ['-o', 'command=', '-p', String(pid)])
  return stdout.trim()
}

/** Where nothing collects orphans (a container without an init), an ended process keeps its number for ever. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false
  try {
    // The state stands after the name, which is in parentheses and may hold anything.
    return /\) Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return true // it went away between the two looks
  }
}
