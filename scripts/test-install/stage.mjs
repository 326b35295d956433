// What all specs share: the packed packages, a registry that has them, and later releases of some of them.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {packPackages} from './packages.mjs'
import {publish} from './publish.mjs'
import {startRegistry} from './registry.mjs'
import {repack} from './repack.mjs'

/** Enough for a host and two plugins. */
const IN_LATER_RELEASES = ['@cloudprem/core', '@cloudprem/cli', '@cloudprem/plugin-values', '@cloudprem/plugin-dex']

/**
 * @typedef {{name: string, file: string}[]} Packed
 * @typedef {object} Stage
 * @property {string} npmrc what a user's .npmrc must hold for the registry
 * @property {string} packed folder of the tarballs
 * @property {Packed} tarballs of this version
 * @property {{here: string, patch: string, other: string}} versions this one, the next of its line, the next line's
 */

/** @returns {Stage} as the runner prepared it */
export function openStage() {
  return JSON.parse(readFileSync(process.env.TEST_INSTALL_STAGE, 'utf8'))
}

/**
 * @param {string} verdaccio folder of its package
 * @param {string} work an empty folder
 * @returns {Promise<{description: Stage, stop: () => Promise<void>}>}
 */
export async function prepareStage(verdaccio, work) {
  const packed = path.join(work, 'packed')
  mkdirSync(packed)
  const tarballs = packPackages(packed)
  const registry = await startRegistry(verdaccio, path.join(work, 'verdaccio'))
  const npmrc = path.join(work, 'npmrc')
  writeFileSync(npmrc, registry.npmrc)

  const here = tarballs[0].version
  const [major, minor, patch] = here.split('.').map(Number)
  const versions = {here, patch: `${major}.${minor}.${patch + 1}`, other: major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`}
  const later = tarballs.filter(({name}) => IN_LATER_RELEASES.includes(name))
  await publish(tarballs, npmrc, 'latest')
  for (const version of [versions.patch, versions.other]) {
    const destination = path.join(work, version)
    mkdirSync(destination)
    // Under another tag, so that "the newest" goes on being this version.
    await publish(
      later.map(({file}) => repack(file, destination, {version})),
      npmrc,
      'next',
    )
  }
  return {description: {npmrc: registry.npmrc, packed, tarballs, versions}, stop: registry.stop}
}
