// An npm package for tests in a cache folder outside the repository.
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'

/**
 * Installs a package when the cache does not have it yet.
 *
 * @param {{overrides?: Record<string, string>}} extra more for the package.json that it is installed by
 * @returns {Promise<string>} the package's folder
 */
export async function cachedPackage(name, version, extra = {}) {
  const cache =
    process.env.CLOUDPREM_TEST_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'cloudprem-tests')
  const folder = path.join(cache, name, version)
  if (!existsSync(folder)) {
    console.log(`Fetching ${name}@${version} into ${folder} …`)
    // Made beside and renamed whole: two runs may race, and an interrupted one leaves nothing.
    const work = `${folder}.tmp.${process.pid}`
    mkdirSync(work, {recursive: true})
    writeFileSync(path.join(work, 'package.json'), JSON.stringify({private: true, ...extra}))
    const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', `${name}@${version}`]
    execFileSync('npm', args, {cwd: work, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32'})
    try {
      renameSync(work, folder)
    } catch (error) {
      if (!existsSync(folder)) throw error
      rmSync(work, {recursive: true, force: true}) // the other run was first
    }
  }
  return path.join(folder, 'node_modules', name)
}
