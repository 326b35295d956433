import {visible, wrapText} from '@cloudprem/core'
import type {CheckFinding, DatabaseReport} from '../schema/check-report.js'
import {SUPPORTED_MAJORS} from '../schema/check-server.js'
import {KNOWN_COLUMNS, KNOWN_TABLES, SCHEMA, SEEDED_TABLES, type KnownTable} from '../schema/known-columns.js'

const LABEL_WIDTH = 10
const STATE_WIDTH = 7
const INDENT = 2 + LABEL_WIDTH + 2 + STATE_WIDTH + 2
const COLUMNS = 80

/**
 * What was found, a line for each thing that was looked at, with what is wrong of it below and the act that mends it:
 *
 *       rights      failed   user seeder lacks: insert on stacks
 *                            → as the owner: grant insert on membership."stacks" to "seeder";
 */
export function renderReport(report: DatabaseReport): string[] {
  const {database, findings} = report
  const lines: [label: string, about: CheckFinding['about'] | undefined, found: string][] = [
    ['connection', undefined, `${database.name} as ${database.user}`],
    ['server', 'server', `PostgreSQL ${report.serverVersion} (tested: ${SUPPORTED_MAJORS.oldest} to ${SUPPORTED_MAJORS.newest})`],
    ['TLS', 'TLS', renderTls(report)],
    ['schema', 'schema', renderSchema(report)],
    ['columns', 'columns', renderColumns(report)],
    ['rights', 'rights', renderRights(report)],
    ['rows', 'rows', KNOWN_TABLES.map((table) => renderRows(report, table)).join(', ')],
    ['size', undefined, SEEDED_TABLES.map((table) => renderSize(report, table)).join(', ')],
  ]
  return [
    ...lines.flatMap(([label, about, found]) =>
      renderLine(
        label,
        found,
        findings.filter((each) => each.about === about),
      ),
    ),
    ...renderLine('seed', renderPossible(report), []),
  ].map((line) => line.trimEnd())
}

function renderLine(label: string, found: string, findings: CheckFinding[]): string[] {
  const worst = findings.some(({severity}) => severity === 'error') ? 'failed' : findings.length > 0 ? 'note' : 'ok'
  const wrapped = (text: string) => wrapText(visible(text), COLUMNS - INDENT, 2)
  const texts = [
    // An error says more than what there is.
    ...(worst === 'failed' ? [] : wrapped(found)),
    // The act is told once, below the last finding that it mends, and in one line: it is there to be pasted.
    ...findings.flatMap(({message, next}, index) => [
      ...wrapped(message),
      ...(next === undefined || findings[index + 1]?.next === next ? [] : [`→ ${visible(next)}`]),
    ]),
  ]
  const state = label === 'seed' ? '' : worst
  const first = `  ${label.padEnd(LABEL_WIDTH)}  ${state.padEnd(STATE_WIDTH)}  `
  return texts.map((text, index) => (index === 0 ? first : ' '.repeat(INDENT)) + text)
}

function renderPossible({seed, counts}: DatabaseReport): string {
  if (!seed.possible) return 'cannot run'
  return (counts.organizations ?? 0) > 1 ? 'can run, with --organization to say for which' : 'can run'
}

function renderTls({tls}: DatabaseReport): string {
  if (!tls.on) return 'off'
  return `on${tls.protocol === undefined ? '' : `, ${tls.protocol}`}, certificate ${tls.verified ? '' : 'not '}verified`
}

function renderSchema({schema}: DatabaseReport): string {
  return schema.missing.length > 0 ? `${SCHEMA}, incomplete` : `${SCHEMA}, with the ${KNOWN_TABLES.length} tables of the guide`
}

function renderColumns({schema}: DatabaseReport): string {
  const known = KNOWN_TABLES.reduce((sum, table) => sum + KNOWN_COLUMNS[table].length, 0)
  const more = schema.unknownOptional.length
  return `the ${known} of the guide${more > 0 ? `, and ${more} more that fill themselves` : ''}`
}

/** Rights that are given by column are told where the table as a whole is not allowed. */
function renderRights({schema, database}: DatabaseReport): string {
  return schema.lackingRights.length === 0 ? `${database.user} may read and insert what a seed does` : 'some are missing'
}

function renderRows({counts}: DatabaseReport, table: KnownTable): string {
  const count = counts[table]
  return `${count ?? '?'} ${count === 1 ? table.replace(/s$/, '') : table}`
}

/** What a seed has to read, and locks while it writes. */
function renderSize({sizes}: DatabaseReport, table: KnownTable): string {
  const size = sizes[table]
  return `${table} ${size === undefined ? '?' : readable(size)}`
}

function readable(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} kB`
  return `${(bytes / 1024 / 1024).toFixed(bytes < 100 * 1024 * 1024 ? 1 : 0)} MB`
}
