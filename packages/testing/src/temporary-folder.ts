import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

const made: string[] = []

/** A new empty folder, removed when the test process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-test-'))
  if (made.length === 0) process.once('exit', () => made.forEach((each) => rmSync(each, {recursive: true, force: true})))
  made.push(folder)
  return folder
}
