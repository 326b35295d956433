import type {KnownMajor} from '@cloudprem/chart'
import {readText} from '@cloudprem/core'
import {existsSync} from 'node:fs'
import {readChartValues} from './chart-source.js'
import type {BaseFile} from './edit-base.js'
import {askedPaths, requireValues, type AskedFlags} from './merge.js'

/** A file that exists and is merged into, or undefined where there is none yet. */
export async function readExisting(file: string): Promise<Pick<BaseFile, 'text' | 'values'> | undefined> {
  if (!existsSync(file)) return undefined
  const text = await readText(file)
  return {text, values: requireValues(text, file)}
}

/** The chart's commented values, from `from` or from the chart itself. */
export async function readFull(source: {from?: string; chart?: string; version: string; major: KnownMajor}): Promise<BaseFile> {
  const {from, chart, version, major} = source
  const text = from === undefined ? await readChartValues(chart, version, major) : await readText(from)
  return {text, values: requireValues(text, from ?? 'the values of the chart'), mode: 'full', asked: []}
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
