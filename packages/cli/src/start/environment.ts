import path from 'node:path'

/** Switches everything of this folder off when set to anything but the empty string: cloudprem starts as plain oclif. */
export const SWITCH = 'CLOUDPREM_NO_FAST_START'

/**
 * Folder of the records of this user: `start` in the cache folder, as oclif finds that. Undefined when something about
 * this process asks for plain oclif: the switch, tracing, a system without file owners, no home, no working folder.
 */
export function findRecordFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env[SWITCH] || env['DEBUG'] || env['CLOUDPREM_DEBUG'] || env['OCLIF_NEXT_VERSION']) return undefined
  if (!process.getuid || !env['HOME'] || !hasWorkingFolder()) return undefined
  const given = env['CLOUDPREM_CACHE_DIR']
  if (given) return path.resolve(given, 'start')
  const base =
    process.platform === 'darwin'
      ? path.join(env['HOME'], 'Library', 'Caches')
      : env['XDG_CACHE_HOME'] || path.join(env['HOME'], '.cache')
  return path.resolve(base, 'cloudprem', 'start')
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
