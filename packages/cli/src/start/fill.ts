import {readSync} from 'node:fs'

/**
 * Reads until the buffer is full; false when there is less than that. `readFileSync` would do, for which Node compiles half a dozen
 * more functions.
 */
export function fill(buffer: Buffer, descriptor: number): boolean {
  for (let filled = 0; filled < buffer.length;) {
    const read = readSync(descriptor, buffer, filled, buffer.length - filled, null)
    if (read === 0) return false
    filled += read
  }
  return true
}
