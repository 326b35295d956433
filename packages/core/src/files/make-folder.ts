import {mkdirSync} from 'node:fs'
import path from 'node:path'
import {CloudpremError} from '../errors/cloudprem-error.js'

/**
 * Makes a folder and those above it that are missing, mode 0700. One level at a time: Node's recursive `mkdir` never returns
 * where none can be made although the parent is there, as below /proc.
 *
 * @throws CloudpremError `FILE_UNWRITABLE` (exit 2)
 */
export function makeFolder(folder: string): void {
  try {
    makeLevels(path.resolve(folder))
  } catch (error) {
    const code = codeOf(error)
    if (typeof code !== 'string') throw error
    throw new CloudpremError({
      code: 'FILE_UNWRITABLE',
      message: `The folder ${folder} cannot be made: ${code}`,
      hint: 'name another place, or mend the permissions of the folder above',
      details: {folder},
      cause: error,
    })
  }
}

function makeLevels(folder: string): void {
  if (makeOne(folder)) return
  const parent = path.dirname(folder)
  if (parent !== folder) makeLevels(parent)
  mkdirUnlessThere(folder)
}

/** False when the folder above is missing. */
function makeOne(folder: string): boolean {
  try {
    mkdirUnlessThere(folder)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

/** Whatever is there: who writes into it will see whether it is a folder. */
function mkdirUnlessThere(folder: string): void {
  try {
    mkdirSync(folder, {mode: 0o700})
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
