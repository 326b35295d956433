import {CHART_REFERENCE, parsePath, type KnownMajor} from '@cloudprem/chart'
import {Document, isMap, isScalar, type Pair} from 'yaml'
import {knownPaths} from '../explain/known-path.js'

/** The defaults that are known of a version without its chart, each with its meaning above it. */
export function renderKnownDefaults(version: string, major: KnownMajor): string {
  const document = new Document({})
  document.commentBefore = [
    ` What is known of the values of cloudprem ${version} without the chart. All of them, with the chart's own comments:`,
    ` cloudprem values show --chart ${CHART_REFERENCE} --chart-version ${version}`,
  ].join('\n')
  for (const {path, default: value, meaning} of knownPaths(major, version).values()) {
    if (value === undefined) continue
    const steps = parsePath(path)
    document.setIn(steps, document.createNode(value))
    const map = document.getIn(steps.slice(0, -1), true) ?? document.contents
    const pair = isMap(map) ? map.items.find((each) => isKey(each, steps.at(-1))) : undefined
    if (!pair || meaning === undefined) continue
    const key = document.createNode(steps.at(-1))
    key.commentBefore = ` ${meaning}`
    pair.key = key
  }
  return document.toString({lineWidth: 0})
}

function isKey({key}: Pair, step: unknown): boolean {
  return isScalar(key) ? key.value === step : key === step
}
