import {parseValues, type Values} from '@cloudprem/chart'
import {CloudpremError, readText} from '@cloudprem/core'

/**
 * The values of a file as Helm reads them; `-` is standard input.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2), `VALUES_UNPARSABLE` (exit 4)
 */
export async function readFileValues(file: string): Promise<Values> {
  const {findings, values} = parseValues(await readText(file))
  if (values) return values
  const [first] = findings
  throw new CloudpremError({
    code: 'VALUES_UNPARSABLE',
    message: `${file} cannot be compared: line ${first?.line ?? 1}, ${first?.message ?? 'not YAML'}`,
    hint: `cloudprem values validate ${file}`,
  })
}
