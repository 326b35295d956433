import {execFile} from 'node:child_process'
import {promisify} from 'node:util'

/**
 * @param {{file: string}[]} tarballs
 * @param {string} npmrc file with the registry and who may publish to it
 * @param {string} tag
 */
export async function publish(tarballs, npmrc, tag) {
  for (const {file} of tarballs) {
    await promisify(execFile)('npm', ['publish', file, '--access', 'public', '--tag', tag, '--userconfig', npmrc], {
      shell: process.platform === 'win32',
    })
  }
}
