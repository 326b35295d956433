import {isMap, type ChartFiles, type Values, type ValuesPath} from '@cloudprem/chart'
import {setValue, unsetValue} from '@cloudprem/chart/edit'
import {valuesIn} from '../edit/apply-edits.js'

/**
 * One text with everything that can be set: what the chart has, and below each child's key what the child has, comments
 * kept. What the chart says of a child wins over the child; the children's `global` counts only at the top (Helm passes the
 * top one down), and stands there.
 */
export function joinValues({values = '', children}: Pick<ChartFiles, 'values' | 'children'>): string {
  let top = withoutStart(values)
  const sections: string[] = []
  for (const {key, chart} of children) {
    const topValues = valuesIn(top)
    let section = withoutStart(chart.values ?? '')
    for (const {path, value} of leaves(topValues[key])) section = setValue(section, path, value)
    for (const {path, value} of missing(topValues['global'], valuesIn(section)['global'], ['global']))
      top = setValue(top, path, value)
    top = unsetValue(top, [key])
    section = unsetValue(section, ['global'])
    sections.push(nest(key, section))
  }
  return [top.trimEnd(), ...sections].filter((part) => part !== '').join('\n\n') + '\n'
}

function withoutStart(text: string): string {
  return text
    .replace(/^\ufeff/, '')
    .replace(/^---[ \t]*\r?\n/, '')
    .replaceAll('\r\n', '\n')
}

function nest(key: string, text: string): string {
  if (Object.keys(valuesIn(text)).length === 0) return `${key}: {}`
  const lines = text.trimEnd().split('\n')
  return [`${key}:`, ...lines.map((line) => (line.trim() === '' ? '' : `  ${line}`))].join('\n')
}

type Entry = {path: ValuesPath; value: unknown}

/** Every value below a map that is no map itself, or an empty one. */
function* leaves(value: unknown, path: ValuesPath = []): Generator<Entry> {
  if (!isMap(value)) return
  for (const [key, inner] of Object.entries(value)) {
    if (isMap(inner) && Object.keys(inner).length > 0) yield* leaves(inner, [...path, key])
    else yield {path: [...path, key], value: inner}
  }
}

/** What `more` has and `base` has not, as few and large pieces as can be. */
function* missing(base: unknown, more: unknown, path: ValuesPath): Generator<Entry> {
  if (more === undefined || more === null) return
  if (base === undefined) {
    yield {path, value: more}
    return
  }
  if (!isMap(base) || !isMap(more)) return
  const known: Values = base
  for (const [key, inner] of Object.entries(more))
    yield* missing(Object.hasOwn(known, key) ? known[key] : undefined, inner, [...path, key])
}
