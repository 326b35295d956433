// Another Node than the one that runs, from npm's packages of Node.
import path from 'node:path'
import {cachedPackage} from './cached-package.mjs'

/** npm packages of Node's own builds; they hold the program and no npm. */
const PLATFORMS = ['linux-x64', 'linux-arm64']

/**
 * @param {string} version
 * @returns {Promise<string | undefined>} the program; undefined where there is no package of it
 */
export async function otherNode(version) {
  const platform = `${process.platform}-${process.arch}`
  if (!PLATFORMS.includes(platform)) return undefined
  return path.join(await cachedPackage(`node-${platform}`, version), 'bin/node')
}
