import {readFileSync} from 'node:fs'
import path from 'node:path'
import type {ChartFiles, JsonSchema} from '@cloudprem/chart'
import {repositoryRoot} from '@cloudprem/testing'
import {CHILDREN} from './published-schemas.js'

/** The published umbrella and its children as far as they are here: their schemas, without defaults. */
export function publishedChart(version: string): ChartFiles {
  const children = Object.entries(CHILDREN[version] ?? {}).map(([key, own]) => ({key, chart: chart(key, own)}))
  return {...chart('cloudprem', version), children}
}

function chart(name: string, version: string): ChartFiles {
  const file = path.join(repositoryRoot, `packages/chart/schemas/${name}-${version}.values.schema.json`)
  return {name, version, values: '', schema: JSON.parse(readFileSync(file, 'utf8')) as JsonSchema, children: []}
}
