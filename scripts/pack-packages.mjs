// Packs the public packages as npm would publish them, into a folder, and reads the tarballs back.
import {execFileSync} from 'node:child_process'
import {mkdirSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * @typedef {object} PackedPackage
 * @property {string} name
 * @property {Record<string, any>} manifest package.json, from the tarball
 * @property {string} tarball absolute path
 * @property {string} folder the unpacked tarball
 * @property {{path: string, size: number}[]} files sizes in bytes, unpacked
 * @property {number} unpackedBytes
 */

/**
 * Packs all packages that are published; they must be built.
 *
 * @param {string} into a folder of the caller
 * @param {string} [packagesFolder] where the packages lie
 * @returns {PackedPackage[]} sorted by name
 */
export function packPackages(into, packagesFolder = path.join(root, 'packages')) {
  return readdirSync(packagesFolder)
    .map((name) => path.join(packagesFolder, name))
    .filter((folder) => !readManifest(folder).private)
    .map((folder) => pack(folder, into))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

function pack(folder, into) {
  const [{name, filename, files, unpackedSize}] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', into], {
      cwd: folder,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }).replace(/^[^[]*/, ''), // what a prepack script printed
  )
  const tarball = path.join(into, path.basename(filename))
  const unpacked = path.join(into, path.basename(filename, '.tgz'))
  mkdirSync(unpacked)
  execFileSync('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'])
  return {name, manifest: readManifest(unpacked), tarball, folder: unpacked, files, unpackedBytes: unpackedSize}
}

function readManifest(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
}
