import {parseValues, type Values, type ValuesFile} from '@cloudprem/chart'
import {CloudpremError, readText, type Profile} from '@cloudprem/core'

/** The values file that is meant when none is named. */
export const DEFAULT_VALUES_FILE = 'values.yaml'

export interface ReadFile {
  name: string
  text: string
  file: ValuesFile & {values: Values}
}

/** The named file, else the profile's, else values.yaml. */
export function valuesFileName(given: string | undefined, profile: Profile): string {
  return given ?? profile.valuesFile ?? DEFAULT_VALUES_FILE
}

/**
 * Reads a values file.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) naming the command that writes one; `VALUES_UNPARSABLE` (exit 4)
 */
export async function readValuesFile(name: string): Promise<ReadFile> {
  const text = await readText(name).catch((error: unknown) => {
    if (!(error instanceof CloudpremError) || error.code !== 'FILE_UNREADABLE') throw error
    throw new CloudpremError({
      code: 'FILE_UNREADABLE',
      message: error.message,
      hint: ['cloudprem values init --domain BASE_URL', 'name another file'],
      details: {file: name},
      cause: error,
    })
  })
  return parseFile(name, text)
}

/**
 * Reads a plain config.yaml of Dex.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2); `VALUES_UNPARSABLE` (exit 4)
 */
export async function readConfigFile(name: string): Promise<ReadFile> {
  return parseFile(name, await readText(name))
}

function parseFile(name: string, text: string): ReadFile {
  const file = parseValues(text)
  const {values} = file
  if (values !== undefined) return {name, text, file: {...file, values}}
  const [problem] = file.findings
  throw new CloudpremError({
    code: 'VALUES_UNPARSABLE',
    message: `${name}:${problem?.line ?? 1}:${problem?.column ?? 1} ${problem?.message ?? 'is not one YAML mapping'}`,
    details: {file: name},
  })
}
