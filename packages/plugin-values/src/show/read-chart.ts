import {readdir, readFile} from 'node:fs/promises'
import path from 'node:path'
import {isMap, parseValues, type Values} from '@cloudprem/chart'
import {CloudpremError, readText} from '@cloudprem/core'
import type {ChartSources} from './join-values.js'

/**
 * The values files of a chart that lies in a folder, with those of the unpacked charts below `charts/`.
 *
 * @throws CloudpremError `USAGE` (exit 2) where there is no chart; `FILE_UNREADABLE`
 */
export async function readChart(folder: string, shownAs: string): Promise<ChartSources> {
  const metadata = parseValues(await readFile(path.join(folder, 'Chart.yaml'), 'utf8').catch(() => '')).values ?? {}
  const {name, version} = metadata
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `"${shownAs}" is no chart`,
      reason: 'A chart is an oci:// or https:// address, a folder with a Chart.yaml, a .tgz, or "sandbox".',
    })
  }
  return {name, version, values: await valuesOf(folder), children: await readChildren(folder, metadata)}
}

async function readChildren(folder: string, metadata: Values): Promise<ChartSources['children']> {
  const charts = path.join(folder, 'charts')
  const entries = await readdir(charts, {withFileTypes: true}).catch(() => [])
  const dependencies = Array.isArray(metadata['dependencies']) ? metadata['dependencies'].filter(isMap) : []
  const place = (name: string) => dependencies.findIndex((each) => each['name'] === name)
  const names = entries.filter((entry) => entry.isDirectory()).map(({name}) => name)
  const children = names
    .sort((one, other) => place(one) - place(other))
    .map(async (name) => {
      // The key of a child in the parent's values is its alias, where it has one.
      const alias = dependencies[place(name)]?.['alias']
      return {key: typeof alias === 'string' ? alias : name, values: await valuesOf(path.join(charts, name))}
    })
  return Promise.all(children)
}

async function valuesOf(folder: string): Promise<string> {
  const file = path.join(folder, 'values.yaml')
  const names = await readdir(folder)
  return names.includes('values.yaml') ? readText(file) : ''
}
