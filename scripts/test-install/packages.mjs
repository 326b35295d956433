// The published packages: packed as they are published.
import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

const packages = fileURLToPath(new URL('../../packages', import.meta.url))

/**
 * @param {string} destination an existing folder
 * @returns {{name: string, version: string, file: string}[]} a tarball of every package that is not private
 */
export function packPackages(destination) {
  const folders = readdirSync(packages)
    .map((name) => path.join(packages, name))
    .filter((folder) => !JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).private)
  const answer = execFileSync('npm', ['pack', ...folders, '--json', '--pack-destination', destination], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  })
  return JSON.parse(answer).map(({name, version, filename}) => ({name, version, file: path.join(destination, filename)}))
}
