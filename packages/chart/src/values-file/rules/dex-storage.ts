import {isMap} from '../../values.js'
import {atLeast} from '../../versions.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const MODE = 'membership.dex.configOverrides.storage.config.ssl.mode'

/** Whether Dex keeps its state in the database that the chart configures for it. */
export function usesChartStorage(values: ChartValues): boolean {
  const type = values.text('membership.dex.configOverrides.storage.type')
  return values.isOn('membership.dex.enabled') && (type === undefined || type === 'postgres')
}

/**
 * The chart derives Dex's ssl mode from additionalArgs by a reversed test: only `sslmode=disable` gives a block, and 3.20.3
 * never writes one. Without it Dex assumes verify-full.
 */
export const dexSslMode: Rule = {
  id: 'dex-ssl-mode',
  severity: 'error',
  description: "Dex's database connection has the same sslmode as everyone else's, written out.",
  why:
    'additionalArgs does not reach Dex. Without a mode Dex assumes verify-full, which the bundled database (no TLS) ' +
    'and any private certificate cannot meet: Dex does not start, and nobody logs in.',
  check: (values, {version}): Verdict[] => {
    if (!usesChartStorage(values)) return []
    const args = values.text('global.postgresql.additionalArgs') ?? ''
    const wanted = new URLSearchParams(args).get('sslmode')
    const mode = values.text(MODE)
    const fix = `set ${MODE} to ${wanted ?? 'disable'}`
    if (mode !== undefined) {
      const differs = wanted !== null && mode !== wanted && !args.startsWith('?')
      return [differs ? {path: MODE, message: `Dex uses ssl mode ${mode}, Membership sslmode=${wanted}`, fix} : undefined]
    }
    const chartWritesIt = args === '' || 'sslmode=disable'.includes(args)
    if (chartWritesIt && !atLeast(version, '4.0.0-0') && atLeast(version, '3.20.3')) {
      return [
        {
          path: MODE,
          message: `chart ${version} gives Dex no ssl mode: it assumes verify-full, which the bundled database cannot do`,
          fix,
        },
      ]
    }
    return [
      chartWritesIt
        ? {path: MODE, severity: 'warning', message: `${MODE} is not written out; the chart guesses it`, fix}
        : {
            path: MODE,
            message: `global.postgresql.additionalArgs does not reach Dex: without ${MODE} it assumes verify-full`,
            fix,
          },
    ]
  },
}

/** Dex's variables that the chart refers to and does not set. */
const VARIABLES = [
  {
    variable: 'MEMBERSHIP_CLIENT_SECRET',
    secret: 'membership.config.oidc.existingSecret',
    key: 'membership.config.oidc.secretKeys.secret',
  },
  {
    variable: 'POSTGRES_PASSWORD',
    secret: 'global.postgresql.auth.existingSecret',
    key: 'global.postgresql.auth.secretKeys.adminPasswordKey',
  },
]

export const dexEnvironment: Rule = {
  id: 'dex-environment',
  severity: 'error',
  description: 'Secrets that are kept in Kubernetes reach Dex through membership.dex.envVars, from the same Secret and key.',
  why:
    "The chart puts only the variable's name into Dex's configuration. Without the variable the client secret or the " +
    'database password is empty: Dex refuses Membership, or does not start.',
  check: (values) => {
    if (!values.isOn('membership.dex.enabled')) return []
    return VARIABLES.filter(
      ({variable, secret}) => values.text(secret) !== undefined && (variable !== 'POSTGRES_PASSWORD' || usesChartStorage(values)),
    ).map(({variable, secret, key}): Verdict => {
      const path = 'membership.dex.envVars'
      const entry = values.list(path).find((each) => isMap(each) && each['name'] === variable)
      const wanted = {name: values.text(secret), key: values.text(key)}
      const fix = `give it valueFrom.secretKeyRef {name: ${wanted.name}, key: ${wanted.key ?? 'KEY'}}`
      if (!isMap(entry)) return {path, message: `${path} lacks ${variable}, so Dex does not see what is in ${secret}`, fix}
      const source = isMap(entry['valueFrom']) ? entry['valueFrom']['secretKeyRef'] : undefined
      if (!isMap(source)) return {path, message: `${variable} in ${path} comes from no Secret`, fix}
      if (source['name'] === wanted.name && (wanted.key === undefined || source['key'] === wanted.key)) return undefined
      return {path, message: `${variable} in ${path} is read from another Secret or key than ${secret}`, fix}
    })
  },
}
