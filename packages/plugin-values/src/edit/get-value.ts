import {chartFacts, DEFAULT_CHART_VERSION, isMap, knownMajorOf, parseValues, valueAt} from '@cloudprem/chart'
import {formatSettingPath} from '@cloudprem/chart/edit'
import {CloudpremError} from '@cloudprem/core'
import {maskValue} from './mask-secrets.js'
import {requirePath} from './read-path.js'

/**
 * What the text has at `path`.
 *
 * @throws CloudpremError `VALUES_UNPARSABLE` (exit 4); `VALUES_KEY_UNSET` (exit 2), with the chart's default where it is known
 */
export function getValue(
  text: string,
  pathText: string,
  {file, reveal, chartVersion = DEFAULT_CHART_VERSION}: {file: string; reveal: boolean; chartVersion?: string | undefined},
): {path: string; value: unknown} {
  const steps = requirePath(pathText)
  const {values, findings} = parseValues(text.replace(/^\ufeff/, ''))
  if (!values) {
    const [problem] = findings
    throw new CloudpremError({
      code: 'VALUES_UNPARSABLE',
      message: `${file}:${problem?.line}:${problem?.column} ${problem?.message}`,
      hint: `cloudprem values validate ${file}`,
    })
  }
  const path = formatSettingPath(steps)
  const value = valueAt(values, steps)
  if (value !== undefined) return {path, value: reveal ? value : maskValue(value, steps, values)}

  const major = knownMajorOf(chartVersion)
  const setting = major && chartFacts(major).settings.find((each) => each.path === path)
  throw new CloudpremError({
    code: 'VALUES_KEY_UNSET',
    message: `${file} does not set ${path}`,
    ...(setting?.default !== undefined && {reason: `The chart's default counts: ${JSON.stringify(setting.default)}`}),
    hint: `cloudprem values explain ${/[[" ]/.test(path) ? `'${path}'` : path}`,
    details: {file, path},
  })
}

/** A single value as it is, a map or a list as YAML. */
export async function renderValue(value: unknown): Promise<string> {
  if (!isMap(value) && !Array.isArray(value)) return String(value)
  const {stringify} = await import('yaml')
  return stringify(value, {lineWidth: 0}).trimEnd()
}
