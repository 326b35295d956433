import path from 'node:path'
import {cacheDirectory} from '../user-directories.js'

/** Switches everything of this folder off when set to anything but the empty string: cloudprem starts as plain oclif. */
export const SWITCH = 'CLOUDPREM_NO_FAST_START'

/** Options of NODE_OPTIONS that let somebody's code run first, which may want to see or change what is loaded. */
const LOADS_FIRST = ['-r', '--import', 'loader']

/**
 * Folder of the records of this user. Undefined when something about
 * this process asks for plain oclif: the switch, tracing, a system without file owners, no home, no working folder, code that is
 * loaded first.
 */
export function findRecordFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env[SWITCH] || env['DEBUG'] || env['CLOUDPREM_DEBUG'] || env['OCLIF_NEXT_VERSION']) return undefined
  if (LOADS_FIRST.some((option) => env['NODE_OPTIONS']?.includes(option))) return undefined
  if (!process.getuid || !env['HOME'] || !hasWorkingFolder()) return undefined
  return path.resolve(cacheDirectory(env), 'start')
}

function hasWorkingFolder(): boolean {
  try {
    process.cwd()
    return true
  } catch {
    // It was removed; oclif says so.
    return false
  }
}
