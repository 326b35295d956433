import {constants} from 'node:fs'
import {access} from 'node:fs/promises'
import path from 'node:path'
import {CloudpremError} from '../errors/cloudprem-error.js'

/** The full path of a program on `searchPath` (PATH's syntax), or undefined. */
export async function findExecutable(name: string, searchPath = process.env['PATH'] ?? ''): Promise<string | undefined> {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : ['']
  for (const folder of searchPath.split(path.delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const candidate = path.join(folder, name + ending)
      if (await isExecutable(candidate)) return candidate
    }
  }
  return undefined
}

/** @throws CloudpremError `EXECUTABLE_MISSING` (exit 3) */
export async function requireExecutable(name: string, hint: string | string[]): Promise<string> {
  const found = await findExecutable(name)
  if (found) return found
  throw new CloudpremError({code: 'EXECUTABLE_MISSING', message: `${name} is not on the PATH`, hint, details: {executable: name}})
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return true
  } catch {
    // Not there or not ours to run: the search goes on.
    return false
  }
}
