// The directories of the user as oclif has them, for what runs before or without it.
import {homedir} from 'node:os'
import path from 'node:path'

/** Holds profiles, logins, and the theme of oclif. */
export function configDirectory(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env['CLOUDPREM_CONFIG_DIR']) return env['CLOUDPREM_CONFIG_DIR']
  const home = env['HOME'] || homedir()
  const base = env['XDG_CONFIG_HOME'] || (platform === 'win32' && env['LOCALAPPDATA']) || path.join(home, '.config')
  return path.join(base, 'cloudprem')
}

/** Holds the plugins that the user installed. */
export function dataDirectory(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env['CLOUDPREM_DATA_DIR']) return env['CLOUDPREM_DATA_DIR']
  const home = env['HOME'] || homedir()
  const base = env['XDG_DATA_HOME'] || (platform === 'win32' && env['LOCALAPPDATA']) || path.join(home, '.local', 'share')
  return path.join(base, 'cloudprem')
}

/** Holds what can be lost. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (env['CLOUDPREM_CACHE_DIR']) return path.resolve(env['CLOUDPREM_CACHE_DIR'])
  const home = env['HOME'] || homedir()
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'cloudprem')
  const base = env['XDG_CACHE_HOME'] || (platform === 'win32' && env['LOCALAPPDATA']) || path.join(home, '.cache')
  return path.join(base, 'cloudprem')
}
