import {CHART_REFERENCE, chartFacts, isMap, parseValues, type KnownMajor} from '@cloudprem/chart'
import {CloudpremError, readText, requireExecutable, run} from '@cloudprem/core'
import {existsSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'

/**
 * The chart's own values with their comments. `helm show values` of the umbrella prints only `global`, and hides every
 * Ingress, cookie and client: the children's values are added below their keys.
 *
 * @param chart folder, archive or reference; default: the published chart
 * @throws CloudpremError `EXECUTABLE_MISSING`, `HELM_FAILED` when helm has to fetch it and cannot
 */
export async function readChartValues(chart: string = CHART_REFERENCE, version: string, major: KnownMajor): Promise<string> {
  if (existsSync(path.join(chart, 'Chart.yaml'))) return joinValues(chart, major)
  const helm = await requireExecutable('helm', '--chart FOLDER takes a chart that lies here, --from FILE its values file')
  if (existsSync(chart)) return helmOutput(helm, ['show', 'values', chart])
  const folder = await mkdtemp(path.join(tmpdir(), 'cloudprem-chart-'))
  try {
    await helmOutput(helm, ['pull', chart, '--version', version, '--untar', '--untardir', folder])
    return await joinValues(path.join(folder, path.basename(chart)), major)
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

async function helmOutput(helm: string, args: string[]): Promise<string> {
  const {exitCode, stdout, stderr} = await run(helm, args)
  if (exitCode === 0) return stdout
  throw new CloudpremError({
    code: 'HELM_FAILED',
    message: `helm ${args.slice(0, 2).join(' ')} failed with exit code ${exitCode}`,
    reason: stderr.trim().split('\n').at(-1),
    hint: '--chart FOLDER takes a chart that lies here, --from FILE its values file',
  })
}

async function joinValues(folder: string, major: KnownMajor): Promise<string> {
  const umbrella = await readText(path.join(folder, 'values.yaml'))
  const present = parseValues(umbrella).values ?? {}
  const parts = [umbrella.trimEnd()]
  for (const child of chartFacts(major).topKeys) {
    const file = path.join(folder, 'charts', child, 'values.yaml')
    if (child === 'global' || isMap(present[child]) || !existsSync(file)) continue
    parts.push(`${child}:\n${indented(withoutGlobal(await readText(file)))}`)
  }
  return `${parts.join('\n\n')}\n`
}

/** Globals below a child's key are ignored. */
function withoutGlobal(text: string): string {
  const lines = text.split(/\r?\n/)
  const start = lines.findIndex((line) => /^global:/.test(line))
  if (start < 0) return text
  const length = lines.slice(start + 1).findIndex((line) => /^[^\s#]/.test(line))
  lines.splice(start, length < 0 ? lines.length : length + 1)
  return lines.join('\n')
}

function indented(text: string): string {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
}
