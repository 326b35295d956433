import {isMap, type Values, type ValuesPath} from '../values.js'
import type {Edit, Repair} from './finding.js'
import type {Position, ValuesFile} from './parse-values.js'

/** A file that was read, with its name. */
export interface NamedFile {
  name: string
  file: ValuesFile
}

/**
 * Lays values over others as `helm -f one -f other` does: maps key by key, everything else whole, a null too (Helm
 * 4.1.4, pkg/cli/values mergeMaps).
 */
export function mergeValues(base: Values, over: Values): Values {
  const merged: Values = {...base}
  for (const [key, value] of Object.entries(over)) {
    const before = Object.hasOwn(merged, key) ? merged[key] : undefined
    const both = isMap(before) && isMap(value) ? mergeValues(before, value) : value
    // As an own property: a key may be called __proto__.
    Object.defineProperty(merged, key, {value: both, writable: true, enumerable: true, configurable: true})
  }
  return merged
}

/** Several files as one; every place is in the file that has the last word on it. */
export class LayeredFile {
  constructor(private readonly files: readonly NamedFile[]) {}

  /** The last of the files that hold `path`; of a path that none holds, the first that goes furthest along it. */
  fileOf(path: ValuesPath): NamedFile | undefined {
    let best: NamedFile | undefined
    let depth = -1
    for (const each of this.files) {
      const steps = each.file.depthOf(path)
      if (steps > depth || steps === path.length) [best, depth] = [each, steps]
    }
    return best
  }

  locate(path: ValuesPath): Position {
    return this.fileOf(path)?.file.locate(path) ?? {line: 1, column: 1}
  }

  editOf(path: ValuesPath, repair: Repair): Edit | undefined {
    return this.fileOf(path)?.file.editOf(path, repair)
  }

  /** The plain scalars that are in force. */
  forEachPlain(visit: (path: ValuesPath, text: string) => void): void {
    for (const each of this.files) {
      each.file.forEachPlain((path, text) => {
        if (this.files.length === 1 || this.fileOf(path) === each) visit(path, text)
      })
    }
  }
}
