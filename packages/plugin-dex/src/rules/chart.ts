import {DEX_CONFIG_SECRET, DEX_PATHS, parsePath, valueAt} from '@cloudprem/chart'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'

/** Values around the configuration with which it does not reach Dex as it should. */
export function chartProblems({surroundings}: Subject): Problem[] {
  if (!surroundings) return []
  const {values} = surroundings
  const problems: Problem[] = []
  const add = (rule: string, valuesPath: string, message: string, fix: string) =>
    problems.push({rule, severity: 'error', path: [], valuesPath, message, fix})

  const name = valueAt(values, `${DEX_PATHS.configSecret}.name`)
  const makesOwn = valueAt(values, `${DEX_PATHS.configSecret}.createConfigSecretOverrides`) === true
  if (makesOwn && name !== DEX_CONFIG_SECRET) {
    add(
      'config-secret-renamed',
      `${DEX_PATHS.configSecret}.name`,
      `the chart writes the Secret ${DEX_CONFIG_SECRET}, whatever this says: Dex's pod waits for one that nobody makes`,
      `name: ${DEX_CONFIG_SECRET}`,
    )
  }
  if (makesOwn && valueAt(values, `${DEX_PATHS.configSecret}.create`) === true) {
    add('config-secret-twice', `${DEX_PATHS.configSecret}.create`, 'two Secrets of one name are made', 'create: false')
  }
  const secret = surroundings.clientSecret
  if (secret !== undefined && /["\\]/.test(secret)) {
    add(
      'client-secret-breaks-template',
      `${DEX_PATHS.oidc}.clientSecret`,
      "a quote or a backslash in the client's secret makes the chart drop issuer, clients and storage of Dex without a word",
      'a new secret of letters and digits',
    )
  }
  return [
    ...problems,
    ...surroundings.unresolvedPaths.map((path): Problem => ({
      rule: 'template-unresolved',
      severity: 'note',
      path: parsePath(path),
      message: 'a template that only helm resolves; what it gives was not checked',
    })),
  ]
}
