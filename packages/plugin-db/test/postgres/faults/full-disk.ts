import {execFileSync, spawnSync} from 'node:child_process'
import {closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {Fault} from './fault.js'

/** Holds a cluster and little more: an empty one takes 40 to 50 MB. */
const SIZE = '96m'
/** From nothing at all to more than a seed needs. */
const MOST_FREE_BYTES = 160 * 1024

export interface SmallDisk {
  folder: string
  /** @returns false where mounting is not allowed: not root, or a container without the right */
  mount: () => boolean
  unmount: () => void
}

/** A folder that can become a small file system in memory. */
export function smallDisk(): SmallDisk {
  const folder = path.join(tmpdir(), `cloudprem-disk-${process.pid}`)
  let mounted = false
  const unmount = (): void => {
    if (mounted) execFileSync('umount', ['--lazy', folder], {stdio: 'ignore'})
    mounted = false
    rmSync(folder, {recursive: true, force: true})
  }
  return {
    folder,
    mount() {
      // A hook that fails before keeps mocha from those after it.
      process.once('exit', unmount)
      mkdirSync(folder, {recursive: true, mode: 0o700})
      const args = ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0700`, 'cloudprem-test', folder]
      mounted = spawnSync('mount', args, {stdio: 'ignore'}).status === 0
      return mounted
    },
    unmount,
  }
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
