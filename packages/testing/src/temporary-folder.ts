import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

const made: string[] = []

/** A new empty folder, removed when the test process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-test-'))
  if (made.length === 0) process.once('exit', () => made.forEach(remove))
  made.push(folder)
  return folder
}

function remove(folder: string): void {
  try {
    rmSync(folder, {recursive: true, force: true})
  } catch {
    // A program that a failed test has left still writes there; the other folders are to go all the same.
  }
}
