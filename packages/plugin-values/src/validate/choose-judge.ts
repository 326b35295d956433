import {CHART_REFERENCE, knownMajorOf, publishedSchemaVersion, type ChartFiles} from '@cloudprem/chart'
import type {ChartJudge} from '@cloudprem/chart/schema'
import {CloudpremError, readText} from '@cloudprem/core'
import {ChartCache} from '../chart/chart-cache.js'
import type {ChartRequest} from '../chart/fetch-chart.js'
import {parseSchema} from '../chart/parse-chart.js'
import {requireCheckableChart} from '../init/check-flags.js'

/** Whose schemas the values are judged by. */
export interface JudgedBy {
  /** `published`: those that cloudprem brings; `kept`: read by an earlier run; `chart`, `file`: named in this one. */
  from: 'published' | 'kept' | 'chart' | 'file'
  /** Of the chart; absent with `file`. */
  version?: string
}

export interface ChosenJudge {
  /** Undefined: nothing is judged (1.0.x, whose chart is not public). */
  judgedBy: JudgedBy | undefined
  /** Undefined: the published schemas. */
  judge: ChartJudge | undefined
  /** The version that the values are for: of the chart, where one was named. */
  chartVersion: string
  note?: string
  /** Gets the schemas of that version. */
  next?: string
}

export interface JudgeRequest extends Omit<ChartRequest, 'chart' | 'version'> {
  chartVersion: string
  /** `--schema`: a values.schema.json. */
  schemaFile: string | undefined
  chart: string | undefined
}

/**
 * The schemas of exactly that chart version where they can be had without a network: named in this run, kept by an earlier
 * one, or brought along; else those of the nearest version that are brought along, and a note that says so. Only a chart in a
 * registry that was named is fetched.
 *
 * @throws CloudpremError `USAGE`, `FILE_UNREADABLE` (exit 2), `EXECUTABLE_MISSING` (exit 3), `HELM_FAILED` (exit 5)
 */
export async function chooseJudge(request: JudgeRequest): Promise<ChosenJudge> {
  const {chartVersion, schemaFile, chart, cacheDirectory} = request
  if (schemaFile !== undefined) return judgeByFile(schemaFile, chartVersion)
  if (chart !== undefined) return judgeByChart({...request, chart, version: chartVersion})
  const major = knownMajorOf(chartVersion)
  if (major === undefined) return {judgedBy: undefined, judge: undefined, chartVersion}
  const kept = await new ChartCache(cacheDirectory).read(chartVersion)
  if (kept) return {judgedBy: {from: 'kept', version: chartVersion}, judge: await judgeOf(kept.files), chartVersion}
  const version = publishedSchemaVersion(major)
  const judgedBy: JudgedBy = {from: 'published', version}
  if (version === chartVersion) return {judgedBy, judge: undefined, chartVersion}
  return {
    judgedBy,
    judge: undefined,
    chartVersion,
    note: `Judged by the schemas of ${version}, the nearest that are here. With --chart those of ${chartVersion} are read and kept.`,
    next: `cloudprem values validate --chart ${CHART_REFERENCE} --chart-version ${chartVersion}`,
  }
}

async function judgeByFile(file: string, chartVersion: string): Promise<ChosenJudge> {
  const schema = parseSchema(await readText(file), file)
  const files: ChartFiles = {name: file, version: chartVersion, values: undefined, schema, children: []}
  return {judgedBy: {from: 'file'}, judge: await judgeOf(files), chartVersion}
}

async function judgeByChart(request: ChartRequest): Promise<ChosenJudge> {
  const {fetchChart} = await import('../chart/fetch-chart.js')
  const {files, isKept} = await fetchChart(request)
  if (files.name !== 'cloudprem') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `"${request.chart}" is the chart ${files.name}, and values validate judges the values of cloudprem`,
    })
  }
  const version = requireCheckableChart(files.version)
  return {
    judgedBy: {from: 'chart', version},
    judge: await judgeOf(files),
    chartVersion: version,
    ...(isKept && {note: `The schemas of cloudprem ${version} are kept: later runs for it need no --chart.`}),
  }
}

async function judgeOf(files: ChartFiles): Promise<ChartJudge> {
  const schema = await import('@cloudprem/chart/schema')
  return schema.judgeOf(files)
}
