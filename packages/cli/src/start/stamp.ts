import {statSync} from 'node:fs'

/** Changes whenever the file is written anew, or something comes into or leaves the folder; '' when it is not there. */
export function stampOf(file: string): string {
  try {
    const stats = statSync(file, {throwIfNoEntry: false})
    return stats ? `${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}` : ''
  } catch {
    // A link in a circle, a file for a folder: not there either.
    return ''
  }
}
