import {inputOf, type Release} from '../release.js'
import {STANDARD_INPUT, type ValuesToCheck} from './check.js'
import {mergeWithHelm} from './merge-with-helm.js'
import type {ValuesText} from './read-values.js'

/** The values in force: the one file as it was written, or what helm makes of several files and --set. */
export async function valuesInForce(release: Release, setFile: string[], signal: AbortSignal): Promise<ValuesToCheck> {
  const [first, ...more] = release.values
  const {set, setString} = release.request
  const assignments = set.length + setString.length + setFile.length
  if (first && more.length === 0 && assignments === 0) return {text: first.text, name: nameOf(first), merged: false}

  const name = [first && nameOf(first), more.length > 0 && `${more.length} more`, assignments > 0 && '--set']
    .filter(Boolean)
    .join(' and ')
  const text = await mergeWithHelm(release.helm, {...release.request, setFile}, inputOf(release), signal)
  return {text, name, merged: true}
}

function nameOf({file}: ValuesText): string {
  return file === '-' ? STANDARD_INPUT : file
}
