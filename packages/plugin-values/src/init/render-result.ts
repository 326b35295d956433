import type {InitResult} from './result.js'

const INDENT = ' '.repeat(12)
const COLUMNS = 80

/** What a person sees of a new values file; the password has a line of its own, see `renderPassword`. */
export function renderResult(result: InitResult): string[] {
  const names = Object.values(result.hosts)
  return [
    result.file === undefined
      ? `Values for chart cloudprem ${result.chartVersion}`
      : `Wrote ${result.file} for chart cloudprem ${result.chartVersion} (mode 0600)`,
    '',
    ...labelled('Hosts', inColumns(names)),
    ...labelled('TLS', tlsLines(result, names.length)),
    ...labelled('Secrets', [`${result.secretsGenerated} generated, none left at the chart's default`]),
    ...labelled('Database', databaseLines(result)),
    ...labelled('Admin', [result.admin.email]),
  ]
}

/** The line that is shown once. */
export function renderPassword({admin}: InitResult): string {
  return labelled('Password', [`${admin.password}   shown once: the file has its hash`]).join('\n')
}

function tlsLines({tlsSecret, hosts, baseDomain}: InitResult, count: number): string[] {
  const first = `${tlsSecret} on all ${count}`
  if (hosts['console-v3'] === undefined || hosts['console-v3'] === `console.v3.${baseDomain}`) return [first]
  return [first, "(the chart's own console.v3.… is under no wildcard certificate)"]
}

function databaseLines({database}: InitResult): string[] {
  if (database.kind === 'external')
    return [
      `${database.host}:${database.port}, ${database.sslMode === 'disable' ? 'not encrypted' : `sslmode ${database.sslMode}`}`,
    ]
  return database.persistent
    ? ['bundled PostgreSQL on a volume of 8Gi, without backups; use', '--postgres-url for anything but a trial']
    : ['bundled PostgreSQL: loses its data with the pod; use --postgres-url', 'for anything but a trial']
}

function labelled(label: string, lines: string[]): string[] {
  return lines.map((line, index) => (index === 0 ? `  ${label}`.padEnd(INDENT.length) : INDENT) + line)
}

/** Two columns where they fit, else one. */
function inColumns(names: string[]): string[] {
  const width = Math.max(...names.map((name) => name.length)) + 3
  if (INDENT.length + 2 * width - 3 > COLUMNS) return names
  return Array.from({length: Math.ceil(names.length / 2)}, (_, row) =>
    names
      .slice(2 * row, 2 * row + 2)
      .map((name) => name.padEnd(width))
      .join('')
      .trimEnd(),
  )
}
