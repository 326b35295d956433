import {existsSync} from 'node:fs'
import {
  CHART_REFERENCE,
  chartFacts,
  knownMajorOf,
  normalizeVersion,
  parsePath,
  valueAt,
  type ChartFiles,
  type KnownMajor,
} from '@cloudprem/chart'
import {unsetValue} from '@cloudprem/chart/edit'
import {CloudpremError, readText} from '@cloudprem/core'
import {ChartCache} from '../../chart/chart-cache.js'
import {fetchChart, type ChartRequest} from '../../chart/fetch-chart.js'
import {valuesIn} from '../../edit/apply-edits.js'
import {joinValues} from '../../show/join-values.js'
import type {BaseFile} from './edit-base.js'
import {askedPaths, requireValues, type AskedFlags} from './merge.js'

/** A file that exists and is merged into, or undefined where there is none yet. */
export async function readExisting(file: string): Promise<Pick<BaseFile, 'text' | 'values'> | undefined> {
  if (!existsSync(file)) return undefined
  const text = await readText(file)
  return {text, values: requireValues(text, file)}
}

/**
 * The chart's commented values, from `from`, or from the chart: the one named, one of that version that was named before, or
 * the published one.
 *
 * @throws CloudpremError as `fetchChart`; `USAGE` (exit 2) when the chart is of another version than the file is for
 */
export async function readFull(source: FullSource): Promise<BaseFile> {
  const {from} = source
  const text = from === undefined ? withoutDeadKeys(joinValues(await readChart(source)), source.version) : await readText(from)
  return {text, values: requireValues(text, from ?? 'the values of the chart'), mode: 'full', asked: []}
}

export interface FullSource extends Omit<ChartRequest, 'chart'> {
  from: string | undefined
  chart: string | undefined
}

async function readChart({chart, ...request}: FullSource): Promise<ChartFiles> {
  const kept = chart === undefined ? await new ChartCache(request.cacheDirectory).read(request.version) : undefined
  if (kept) return kept.files
  const {files} = await fetchChart({...request, chart: chart ?? CHART_REFERENCE})
  const other = withoutSuffix(files.version)
  if (other === withoutSuffix(request.version)) return files
  throw new CloudpremError({
    code: 'USAGE',
    message: `"${chart ?? files.name}" is ${files.name} ${files.version}, and the file would be for ${request.version}`,
    hint: `the same command with --chart-version ${other}`,
  })
}

/** The chart's own values hold keys that none of its templates reads, `global.nats.auth.user`. */
function withoutDeadKeys(text: string, version: string): string {
  const major = knownMajorOf(version)
  const dead = major === undefined ? [] : chartFacts(major).deadKeys
  return dead.reduce(
    (rest, {path}) => (valueAt(valuesIn(rest), path) === undefined ? rest : unsetValue(rest, parsePath(path))),
    text,
  )
}

/** `4.10.2-rehearsal` → `4.10.2` */
function withoutSuffix(version: string): string {
  return (normalizeVersion(version) ?? version).replace(/[-+].*/, '')
}

/** The existing file as one to merge into, with what this run's flags say. */
export function toMerge(
  existing: Pick<BaseFile, 'text' | 'values'>,
  flags: AskedFlags,
  settings: [path: string, value: unknown][],
  major: KnownMajor,
): BaseFile {
  return {...existing, mode: 'merge', asked: askedPaths(flags, settings, existing.values, major)}
}
