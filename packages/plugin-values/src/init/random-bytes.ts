import {randomBytes as randomBytesOfNode} from 'node:crypto'
import {closeSync, fstatSync, openSync, readSync} from 'node:fs'

/** Linux' own random device: character device 1:9, whatever its name. Source: admin-guide/devices.txt of the kernel. */
const URANDOM_DEVICE = (1 << 8) | 9

/**
 * Random bytes for secrets, from the kernel where it can be asked at once: it is the source that Node's generator is seeded
 * from, and to load Node's crypto takes a seventh of a start.
 */
export function randomBytes(length: number): Uint8Array {
  return (process.platform === 'linux' ? readKernel(length) : undefined) ?? randomBytesOfNode(length)
}

function readKernel(length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length)
  let descriptor: number | undefined
  try {
    descriptor = openSync('/dev/urandom', 'r')
    // In a container anything may lie there.
    const stats = fstatSync(descriptor)
    if (!stats.isCharacterDevice() || stats.rdev !== URANDOM_DEVICE) return undefined
    return readSync(descriptor, bytes) === length ? bytes : undefined
  } catch {
    // Not there, or we may not: Node asks the kernel another way.
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
