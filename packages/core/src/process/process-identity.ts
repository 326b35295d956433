import {readFileSync, readlinkSync} from 'node:fs'
import {hostname} from 'node:os'

/** A process, told from every other one that has had or will have the same number. */
export interface ProcessIdentity {
  /** The space in which the number means something: this machine since it was started, this container. */
  space: string
  pid: number
  /** When it was started, in ticks of the system; 0 where the system does not tell without running a program. */
  startedAt: number
}

export type Verdict = 'alive' | 'gone' | 'unknown'

/** This process. */
export async function ownIdentity(): Promise<ProcessIdentity> {
  return {space: await space(), pid: process.pid, startedAt: startOf(process.pid) ?? 0}
}

/** Whether another process still runs, as far as it can be told from here. */
export async function judgeProcess(other: ProcessIdentity): Promise<Verdict> {
  if (other.space !== (await space())) return 'unknown'
  if (!hasProcess(other.pid)) return 'gone'
  const startedAt = startOf(other.pid)
  if (startedAt === undefined || other.startedAt === 0) return 'unknown'
  return startedAt === other.startedAt ? 'alive' : 'gone'
}

let known: string | undefined

async function space(): Promise<string> {
  if (known === undefined) {
    const {createHash} = await import('node:crypto')
    const parts = [hostname(), tryRead(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'))]
    parts.push(tryRead(() => readlinkSync('/proc/self/ns/pid')))
    known = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12)
  }
  return known
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, and another user's.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** proc(5), /proc/PID/stat: the 22nd field; the second one is a name in parentheses that may hold anything. */
function startOf(pid: number): number | undefined {
  const stat = tryRead(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie has ended, and its parent has not asked for it yet; with threads left it may still be writing.
  if ((fields[0] === 'Z' || fields[0] === 'X') && Number(fields[17]) <= 1) return -1
  const value = Number(fields[19])
  return fields.length > 19 && Number.isFinite(value) ? value : undefined
}

/** Empty where the system has no such file. */
function tryRead(read: () => string): string {
  try {
    return read()
  } catch {
    // Not Linux, or the process has just ended.
    return ''
  }
}
