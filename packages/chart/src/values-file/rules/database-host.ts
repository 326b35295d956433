import {databaseHost} from '../../names.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule, RuleContext} from '../rule.js'

const HOST = 'global.postgresql.host'

/** Components of 4.x that read global.postgresql.host even when the database is the bundled one. */
const NEED_HOST = ['portal', 'console-v3'] as const

export const databaseHostMissing: Rule = {
  id: 'database-host-missing',
  severity: 'error',
  description: 'Every component knows the host of its database.',
  why:
    'The charts print the URI with the gap, "postgresql://…@:5432/…": helm installs it, and the programs and their ' +
    'migrations never reach a database.',
  check: (values, context) => {
    if (values.text(HOST) !== undefined) return [undefined]
    if (!values.hasBundledDatabase) {
      return [
        values.text('membership.config.postgresqlUrl') === undefined
          ? {path: HOST, message: 'the bundled database is off and global.postgresql.host is empty', fix: `set ${HOST}`}
          : undefined,
      ]
    }
    if (context.facts.major < 4) return []
    return [missingForConsoles(values, context)]
  },
}

function missingForConsoles(values: ChartValues, {release, namespace}: RuleContext): Verdict {
  const without = NEED_HOST.filter(
    (component) =>
      values.deploys(component) &&
      values.text(`${component}.config.postgresql.host`) === undefined &&
      values.text(`${component}.config.postgresqlUrl`) === undefined,
  )
  if (without.length === 0) return undefined
  return {
    path: HOST,
    message: `${HOST} is empty: ${without.join(' and ')} would look for the database at "@:5432", bundled or not`,
    fix: `set ${HOST} to ${databaseHost(release ?? 'RELEASE', namespace ?? 'NAMESPACE', 4)}`,
  }
}

/** A file that was copied from another release would use that one's database. */
export const databaseHostElsewhere: Rule = {
  id: 'database-host-elsewhere',
  severity: 'error',
  description: 'With the bundled database, global.postgresql.host names it and nothing else.',
  why:
    'From 4.0 on the portal and the console use this host, Membership and Dex the bundled database; up to 3.x nobody ' +
    "uses it. A host copied from another release writes into that release's data.",
  check: (values, {facts, release, namespace}) => {
    const host = values.text(HOST)
    if (host === undefined || !values.hasBundledDatabase) return []
    const override = values.text('membership.postgresql.fullnameOverride')
    const service = host.split('.')[0] ?? ''
    const isBundled = service === override || /(^|-)postgresql$/.test(service)
    if (!isBundled) {
      const effect =
        facts.major < 4 ? 'nobody uses that host' : 'portal and console-v3 use that host, Membership and Dex the bundled one'
      return [
        {
          path: HOST,
          message: `${HOST} is ${host} while the bundled database is on: ${effect}`,
          fix: 'set membership.postgresql.enabled to false',
        },
      ]
    }
    if (release === undefined || namespace === undefined) return []
    const own = override === undefined ? databaseHost(release, namespace, facts.major) : `${override}.${namespace}.svc`
    const accepted = [own, `${own}.cluster.local`, `${own}.cluster.local.`, own.replace(/\.svc$/, ''), own.split('.')[0]]
    return [
      accepted.includes(host)
        ? undefined
        : {
            path: HOST,
            message: `${HOST} is ${host}, and the database of release ${release} in ${namespace} is ${own}`,
            fix: `set ${HOST} to ${own}`,
          },
    ]
  },
}

export const databaseHostForm: Rule = {
  id: 'database-host-form',
  severity: 'error',
  description: 'The database host is a host: no scheme, no port, no path.',
  why:
    'The host is put into a URI as it stands: a port gives two ports, a scheme gives no host at all, and no program ' +
    'connects.',
  check: (values) => {
    const host = values.text(HOST)
    if (host === undefined) return []
    return [
      /[:/@\s]/.test(host)
        ? {
            path: HOST,
            message: `${HOST} holds more than a host`,
            fix: 'the port belongs to global.postgresql.service.ports.postgresql',
          }
        : undefined,
    ]
  },
}
