import {execFileSync} from 'node:child_process'
import {closeSync, ftruncateSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {Fault} from './fault.js'

/** Holds a cluster and little more: an empty one takes 40 to 50 MB. */
const SIZE = '96m'
/** From nothing at all to more than a seed needs. */
const MOST_FREE_BYTES = 160 * 1024

/** A small file system in memory. @returns undefined where mounting is not allowed */
export function mountSmallDisk(): {folder: string; unmount: () => void} | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0700`, 'cloudprem-test', folder], {stdio: 'ignore'})
  } catch {
    rmdirSync(folder)
    return undefined // not root, or a container without the right
  }
  let mounted = true
  const unmount = () => {
    if (!mounted) return
    mounted = false
    execFileSync('umount', ['--lazy', folder], {stdio: 'ignore'})
    rmdirSync(folder)
  }
  process.once('exit', unmount)
  return {folder, unmount}
}

/** Fills the disk of the server to the last bytes while it runs. */
export function diskFull(disk: string): Fault {
  const ballast = path.join(disk, 'ballast')
  return async ({seed}, choices) => {
    const sslmode = choices.pick(['disable', 'require'])
    const freeBytes = choices.between(0, MOST_FREE_BYTES)
    fillUp(ballast, freeBytes)
    try {
      const result = await seed({sslmode})
      return {result, what: `disk full but for ${freeBytes} bytes, sslmode=${sslmode}`}
    } finally {
      rmSync(ballast)
    }
  }
}

function fillUp(file: string, freeBytes: number): void {
  const descriptor = openSync(file, 'w')
  const block = Buffer.alloc(64 * 1024)
  let size = 0
  try {
    for (;;) {
      const written = writeSync(descriptor, block)
      size += written
      if (written < block.length) break
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    ftruncateSync(descriptor, Math.max(0, size - freeBytes))
    closeSync(descriptor)
  }
}
