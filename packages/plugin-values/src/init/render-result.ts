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
    ...labelled('Secrets', secretLines(result)),
    ...labelled('Database', databaseLines(result)),
    ...(result.admin ? labelled('Admin', [result.admin.email]) : []),
    ...(result.issuer === undefined
      ? []
      : labelled('Login', [result.issuer, 'redirect URI to register there:', `${result.membershipUri}/authorize/callback`])),
  ]
}

/** The line that is shown once; undefined without Dex. */
export function renderPassword({admin}: InitResult): string | undefined {
  return admin && labelled('Password', [`${admin.password}   shown once: only its hash is kept`]).join('\n')
}

/** What the printed commands rely on; without it each ends with an error. */
const TOOL_NEEDS: Partial<Record<InitResult['secrets']['kind'], string[]>> = {
  sops: ['for sops: its keys in .sops.yaml, or --age PUBLIC-KEY in the command'],
  'sealed-secrets': [
    'for kubeseal: the controller sealed-secrets-controller in kube-system,',
    'or --controller-name NAME, or --cert FILE in the commands',
  ],
}

function secretLines({secretsGenerated, secrets}: InitResult): string[] {
  const missing = secrets.stored.filter((entry) => entry.missing)
  return [
    `${secretsGenerated} generated, none left at the chart's default`,
    ...secrets.files.map(({file, holdsSecrets}) =>
      holdsSecrets ? `${file} (mode 0600, in clear text)` : `${file} (no secret in it)`,
    ),
    ...(TOOL_NEEDS[secrets.kind] ?? []),
    ...missing.map(({meaning, secret, key}) => `to be put into the store by you: ${meaning} (${secret}, ${key})`),
  ]
}

function tlsLines({tlsSecret, hosts, baseDomain}: InitResult, count: number): string[] {
  if (tlsSecret === undefined) return ["one certificate a host, or the load balancer's"]
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
