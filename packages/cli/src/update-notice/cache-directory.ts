import {homedir} from 'node:os'
import path from 'node:path'

/** The cache directory as oclif has it, also for a run that ended before oclif started. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env['CLOUDPREM_CACHE_DIR']) return path.resolve(env['CLOUDPREM_CACHE_DIR'])
  const home = env['HOME'] || homedir()
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'cloudprem')
  const base = env['XDG_CACHE_HOME'] || (platform === 'win32' && env['LOCALAPPDATA']) || path.join(home, '.cache')
  return path.join(base, 'cloudprem')
}
