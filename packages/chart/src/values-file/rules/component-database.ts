import {valueAt} from '../../values.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'
import {usesChartStorage} from './dex-storage.js'

const COMPONENTS = ['membership', 'portal', 'console-v3']
const FIELDS = ['host', 'auth.username', 'auth.password', 'auth.database', 'service.ports.postgresql']

/**
 * From 4.0 on what stands below a component's config.postgresql wins over global.postgresql, in its Deployment and its Jobs,
 * and so does a field that is present and empty.
 */
export const componentDatabase: Rule = {
  id: 'component-database',
  severity: 'error',
  description: "A component's own database settings are whole: no field is present and empty (4.x).",
  why:
    'A field that is present wins over the global one, even when it is empty: that component gets a URI with the ' +
    'gap and reaches no database, while the others do.',
  check: (values, {facts}) =>
    facts.major < 4
      ? []
      : COMPONENTS.flatMap((component) =>
          FIELDS.map((field): Verdict => {
            const path = `${component}.config.postgresql.${field}`
            const instead = field === 'auth.password' && usesSecret(values, `${component}.config.postgresql.auth`)
            return valueAt(values.given, path) === '' && !instead
              ? {path, message: `${path} is empty, and wins over global.postgresql.${field}`, fix: `remove ${path}`}
              : undefined
          }),
        ),
}

function usesSecret(values: ChartValues, auth: string): boolean {
  return (
    values.text(`${auth}.existingSecret`) !== undefined ||
    values.text('global.postgresql.auth.existingSecret') !== undefined ||
    values.isOn('global.aws.iam')
  )
}

/**
 * The bundled database has the one user of global.postgresql.auth. 2.x and 3.x log in as the other, whom nobody makes; 4.x
 * passes over the name and takes the password, which is not the one user's.
 */
export const migrationUserBundled: Rule = {
  id: 'migration-user-bundled',
  severity: 'error',
  description: 'A migration user is for an external database.',
  why:
    'The bundled database makes one user only. The migration logs in as another, or with another password, is ' +
    'refused, and no table is made.',
  check: (values) =>
    COMPONENTS.flatMap((component) =>
      ['username', 'password', 'existingSecret'].map((field): Verdict => {
        const path = `${component}.config.migration.postgresql.auth.${field}`
        const given = values.text(path)
        const same = valueAt(values.given, `global.postgresql.auth.${field}`) ?? (field === 'username' ? 'formance' : undefined)
        return given === undefined || given === same || !values.hasBundledDatabase
          ? undefined
          : {
              path,
              message: `${path} differs from the one user that the bundled database has: the migration cannot log in`,
              fix: `remove ${path}, or take a database of your own`,
            }
      }),
    ),
}

/** Dex knows passwords only: with IAM the chart gives it none. */
export const databaseIamDex: Rule = {
  id: 'database-iam-dex',
  severity: 'error',
  description: 'With IAM, Dex keeps its state elsewhere or logs in with a password of its own.',
  why:
    'With IAM the chart writes no password for Dex, which knows no other way to log in to PostgreSQL: Dex does not ' +
    'start, and nobody logs in.',
  check: (values): Verdict[] => {
    if (!values.isOn('global.aws.iam') || values.hasBundledDatabase || !usesChartStorage(values)) return []
    const storage = 'membership.dex.configOverrides.storage'
    return [
      values.text(`${storage}.config.password`) === undefined
        ? {
            path: storage,
            message: 'Dex cannot log in by IAM, and has no password for the database',
            fix: `set ${storage}.type to kubernetes and ${storage}.config to {inCluster: true, ssl: null}`,
          }
        : undefined,
    ]
  },
}
