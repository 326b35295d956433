import type {DsnParameters} from './parse-dsn.js'
import {readService} from './service-file.js'
import {parametersOf} from './variables.js'

/**
 * Everything that is said of the connection, in libpq's order: what the connection string has counts before the service that
 * it or PGSERVICE names, and that before the other variables (fe-connect.c, conninfo_add_defaults).
 *
 * @throws CloudpremError `USAGE`, `FILE_UNREADABLE` (exit 2) when the service is not to be found
 */
export async function completeParameters(given: DsnParameters, env: NodeJS.ProcessEnv): Promise<DsnParameters> {
  const variables = parametersOf(env)
  const service = given.service ?? variables.service
  return {...variables, ...(service !== undefined && (await readService(service, env))), ...given}
}
