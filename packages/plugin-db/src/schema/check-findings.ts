import type {CheckFinding, DatabaseReport} from './check-report.js'
import {SUPPORTED_MAJORS} from './check-server.js'

/** What a seed would stumble over, and what the person at the other end should know, of what was read. */
export function findingsOf(report: Omit<DatabaseReport, 'seed' | 'findings'>, isStandby: boolean): CheckFinding[] {
  const {schema, counts, database} = report
  const error = (about: CheckFinding['about'], message: string, next?: string): CheckFinding => ({
    about,
    severity: 'error',
    message,
    ...(next !== undefined && {next}),
  })
  return [
    ...(isStandby
      ? [error('server', 'the server is a standby and takes no rows', 'the same command with the host of the primary')]
      : []),
    ...(report.serverSupported ? [] : [unknownServer(report)]),
    ...tlsFindings(report),
    ...schema.missing.map((each) => error('schema', `missing: ${each}`, 'kubectl get pods,jobs --namespace formance-system')),
    ...schema.unknownRequired.map((each) =>
      error('columns', `required and unknown: ${each}`, 'a cloudprem that knows this version of Membership'),
    ),
    ...schema.lackingPrivileges.map((each) => error('rights', `user ${database.user} lacks: ${each}`, grantFor(each, database))),
    ...(counts.organizations === 0 ? [error('rows', 'no organization yet: the first login makes one', 'cloudprem login')] : []),
  ]
}

function unknownServer({serverVersion}: {serverVersion: string}): CheckFinding {
  const {oldest, newest} = SUPPORTED_MAJORS
  return {
    about: 'server',
    severity: 'warning',
    message: `PostgreSQL ${serverVersion} is not among ${oldest} to ${newest}, which are tested`,
  }
}

/** Nobody listens within a machine or a cluster's own tunnel; on the way to a host by its name somebody may. */
function tlsFindings({tls, database: {host}}: Pick<DatabaseReport, 'tls' | 'database'>): CheckFinding[] {
  const isNear = /^(localhost$|127\.|::1$|\/)|\.svc(\.|$)/.test(host) || !host.includes('.')
  if (tls.verified || isNear) return []
  const message = tls.on
    ? 'whoever is in between may be the server: the certificate is not verified'
    : 'the password and the rows go over the net as they are'
  return [{about: 'TLS', severity: 'warning', message, next: '--dsn "…sslmode=verify-full&sslrootcert=FILE"'}]
}

/** The statement that gives the right, for the owner of the tables; undefined for what is no right on a table. */
function grantFor(lacking: string, {user, name}: DatabaseReport['database']): string | undefined {
  const role = `"${user.replaceAll('"', '""')}"`
  if (lacking.startsWith('usage on schema')) return `as the owner: grant ${lacking} to ${role};`
  if (/^temporary/.test(lacking)) return `as the owner: grant temporary on database "${name.replaceAll('"', '""')}" to ${role};`
  const [, right, table] = /^(select|insert|update)\b.* on (\w+)$/.exec(lacking) ?? []
  return right === undefined ? undefined : `as the owner: grant ${right} on membership."${table}" to ${role};`
}
