import {
  atLeast,
  migrateValues,
  parseValues,
  UnreadableValues,
  type Finding,
  type Migration,
  type MigrationRequest,
  type Values,
} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'

/**
 * The values of a file that can be migrated.
 *
 * @throws CloudpremError `VALUES_UNPARSABLE` (exit 4)
 */
export function readValues(text: string, name: string): Values {
  const {values, findings} = parseValues(text)
  if (!values || findings.length > 0) throw unreadable(name, findings)
  return values
}

/**
 * The file for the newer chart.
 *
 * @throws CloudpremError `VALUES_UNPARSABLE` (exit 4); `USAGE` (exit 2) when no way leads from one version to the other
 */
export function migrateFile(text: string, name: string, request: MigrationRequest): Migration {
  if (atLeast(request.from, request.to)) {
    throw new CloudpremError({
      code: 'USAGE',
      message: `A file is carried to a later version of the chart, and ${request.to} is not later than ${request.from}`,
      hint: `cloudprem values validate ${name} --chart-version ${request.to}`,
    })
  }
  try {
    return migrateValues(text, request)
  } catch (error) {
    throw error instanceof UnreadableValues ? unreadable(name, error.file.findings) : error
  }
}

function unreadable(name: string, findings: readonly Finding[]): CloudpremError {
  const [first] = findings
  return new CloudpremError({
    code: 'VALUES_UNPARSABLE',
    message: `${name} cannot be migrated${first ? `: line ${first.line}, ${first.message}` : ''}`,
    reason: 'A value that helm drops in silence would be lost for good.',
    hint: `cloudprem values validate ${name}`,
  })
}
