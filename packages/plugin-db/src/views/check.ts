import {renderPairs} from '@cloudprem/core'
import {KNOWN_COLUMNS, KNOWN_TABLES, SCHEMA} from '../schema/known-columns.js'
import type {DatabaseReport} from '../schema/check-database.js'

/** What was found, in two columns, and under it what stands in the way of a seed. */
export function renderReport(report: DatabaseReport): string[] {
  const {database, serverVersion, counts} = report
  return renderPairs([
    ['database', `${database.name} as ${database.user}`],
    ['server', `PostgreSQL ${serverVersion}`],
    ['TLS', renderTls(report)],
    ['schema', renderSchema(report)],
    ...KNOWN_TABLES.map((table): [string, string] => [table, String(counts[table] ?? '-')]),
    ['seed', renderPossible(report)],
  ])
}

function renderPossible({seed, counts}: DatabaseReport): string {
  if (!seed.possible) return ['cannot run', ...seed.problems.map((problem) => `- ${problem}`)].join('\n')
  return (counts.organizations ?? 0) > 1 ? 'can run, with --organization to say for which' : 'can run'
}

function renderTls({tls}: DatabaseReport): string {
  if (!tls.on) return 'off'
  return `on${tls.protocol === undefined ? '' : `, ${tls.protocol}`}, certificate ${tls.verified ? '' : 'not '}verified`
}

function renderSchema({schema}: DatabaseReport): string {
  if (schema.missing.length > 0) return `${SCHEMA}, incomplete`
  const columns = KNOWN_TABLES.reduce((sum, table) => sum + KNOWN_COLUMNS[table].length, 0)
  return `${SCHEMA}, with the ${KNOWN_TABLES.length} tables and ${columns} columns of the guide`
}
