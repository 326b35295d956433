import {isMap, parseValues, type ChartFiles, type JsonSchema, type NestedChart, type Values} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import type {ChartEntries} from './chart-entries.js'
import {readArchive} from './read-archive.js'

/** More than the published charts have (cloudprem, membership, postgresql, common). */
const MOST_LEVELS = 8

/**
 * A chart from its files.
 *
 * @throws CloudpremError `USAGE` (exit 2) when they are none of a chart
 */
export async function parseChart(entries: ChartEntries, shownAs: string, level = 0): Promise<ChartFiles> {
  const metadata = parseValues(textOf(entries, 'Chart.yaml') ?? '').values ?? {}
  const {name, version} = metadata
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `"${shownAs}" is no chart`,
      reason: `${entries.has('Chart.yaml') ? 'Its Chart.yaml has no name and version' : 'It has no Chart.yaml'}.`,
    })
  }
  const inside = level < MOST_LEVELS ? await parseChildren(entries, shownAs, level + 1) : []
  return {
    name,
    version,
    values: textOf(entries, 'values.yaml') ?? '',
    schema: parseSchema(textOf(entries, 'values.schema.json'), shownAs),
    children: inForce(inside, metadata),
  }
}

async function parseChildren(entries: ChartEntries, shownAs: string, level: number): Promise<ChartFiles[]> {
  const names = new Set([...entries.keys()].flatMap((name) => /^charts\/([^/]+)/.exec(name)?.[1] ?? []))
  const charts: ChartFiles[] = []
  for (const name of [...names].sort()) {
    const packed = entries.get(`charts/${name}`)
    const own = packed ? await readArchive(packed, `${shownAs}: charts/${name}`) : below(entries, `charts/${name}/`)
    // A folder without a Chart.yaml is none of helm's either.
    if (packed ?? own.has('Chart.yaml')) charts.push(await parseChart(own, `${shownAs}: charts/${name}`, level))
  }
  return charts
}

function below(entries: ChartEntries, prefix: string): ChartEntries {
  const own = [...entries].flatMap(([name, data]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), data] as const] : [],
  )
  return new Map(own)
}

/** In the order of Chart.yaml; a chart may stand in it several times, by other names. */
function inForce(charts: ChartFiles[], metadata: Values): NestedChart[] {
  const dependencies = Array.isArray(metadata['dependencies']) ? metadata['dependencies'].filter(isMap) : []
  const named = dependencies.flatMap(({name, alias, condition, tags}) => {
    const chart = charts.find((each) => each.name === name)
    if (!chart) return []
    const child: NestedChart = {key: typeof alias === 'string' ? alias : chart.name, chart}
    if (typeof condition === 'string') child.condition = condition
    if (Array.isArray(tags)) child.tags = tags.map(String)
    return [child]
  })
  const others = charts.filter(({name}) => !dependencies.some((each) => each['name'] === name))
  return [...named, ...others.map((chart) => ({key: chart.name, chart}))]
}

/** @throws CloudpremError `USAGE` (exit 2) when it is no JSON schema */
export function parseSchema(text: string | undefined, shownAs: string): JsonSchema | undefined {
  if (text === undefined) return undefined
  try {
    const schema: unknown = JSON.parse(text)
    if (isMap(schema) || typeof schema === 'boolean') return schema
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CloudpremError({
    code: 'USAGE',
    message: `${shownAs} has no JSON schema in values.schema.json`,
    hint: 'give values.schema.json, or a chart that has one',
  })
}

function textOf(entries: ChartEntries, name: string): string | undefined {
  const data = entries.get(name)
  return data && new TextDecoder().decode(data)
}
