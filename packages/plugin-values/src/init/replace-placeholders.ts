import {formatPath, parseValues, PLACEHOLDERS, type Placeholder, type ValuesFile} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'

/** One placeholder that was replaced. */
export interface Replacement {
  placeholder: Placeholder
  /** Counted from 1. */
  line: number
  /** Path of the value it stood in; absent in comments and keys. */
  path?: string
}

export interface ReplacedFile {
  text: string
  replacements: Replacement[]
  /** How many different keys took the place of RANDOM_KEY. */
  secrets: number
}

/** Paths whose values must be equal: what one program calls itself, and what the other knows it by. */
const PAIRS: [name: string, pattern: RegExp][] = [
  ['client id', /^membership\.config\.oidc\.clientId$|^(membership\.)?dex\.config(Overrides)?\.staticClients\[\d+\]\.id$/],
  [
    'client secret',
    /^membership\.config\.oidc\.clientSecret$|^(membership\.)?dex\.config(Overrides)?\.staticClients\[\d+\]\.secret$/,
  ],
  ['console id', /^console\.config\.membership\.client$|^membership\.config\.configMap\.clients\[\d+\]\.id$/],
  ['console secret', /^console\.config\.membership\.secret$|^membership\.config\.configMap\.clients\[\d+\]\.secrets\[\d+\]$/],
  [
    // The bundled PostgreSQL gives out the passwords that stand in everybody's URL, and in Dex's storage.
    'database password',
    /^postgresql\.(global\.postgresql\.)?auth\.\w*[pP]assword$|\.postgresqlUrl$|\.database\.url$|\.storage\.config\.password$/,
  ],
]

/** Inside longer words too, but not as part of another name in capitals. */
const KNOWN = /(?<![A-Z0-9_])(BASE_URL|YOUR_TLS_SECRET_NAME|RANDOM_KEY)(?![A-Z0-9_])/g

/**
 * Everything else that looks like something to fill in: the guide's other spellings, and capitals that hold one of the
 * three names. `*ingress.…` is the spelling of the guide's page of March 2024 (formancehq/docs a3667d3).
 */
const UNKNOWN =
  /\b[A-Z0-9]+_(?:BASE_URL|YOUR_TLS_SECRET_NAME|RANDOM_KEY)\b|\b(?:BASE_URL|YOUR_TLS_SECRET_NAME|RANDOM_KEY)_?[A-Z0-9]\w*|\b(?:YOUR|REPLACE|INSERT|NAME_OF)_[A-Z0-9_]+\b|\$\{?[A-Z][A-Z0-9_]+\}?|<[A-Z][A-Z0-9_]+>|\*ingress\.\w+/g

/**
 * Fills in a values file of chart 1.0.x: every BASE_URL, YOUR_TLS_SECRET_NAME and RANDOM_KEY, and not a byte besides.
 * RANDOM_KEY becomes one key for Membership's client id and Dex's, another for the two secrets, and a new one anywhere else.
 *
 * @throws CloudpremError `USAGE` (exit 2) that names each placeholder besides the three, with its line
 */
export function replacePlaceholders(
  text: string,
  facts: {domain: string; tlsSecret: string},
  generateSecret: () => string,
): ReplacedFile {
  const file = parseValues(text)
  refuseUnknown(text, file)
  const lineAt = lineCounter(text)
  const keys = new Map<string, string>()
  const replacements: Replacement[] = []

  const replaced = text.replaceAll(KNOWN, (match, _, offset: number) => {
    const placeholder = match as Placeholder // one of the pattern's three
    const found = file.pathAt(offset)
    const path = found && formatPath(found)
    replacements.push({placeholder, line: lineAt(offset), ...(path !== undefined && {path})})
    if (placeholder === PLACEHOLDERS.baseUrl) return facts.domain
    if (placeholder === PLACEHOLDERS.tlsSecret) return facts.tlsSecret
    const slot = slotOf(path, file.values !== undefined)
    const key = keys.get(slot) ?? generateSecret()
    keys.set(slot, key)
    return key
  })
  return {text: replaced, replacements, secrets: keys.size}
}

/** Comments and keys are nobody's values; in a file that is no YAML all of it is looked at. */
function refuseUnknown(text: string, file: ValuesFile): void {
  const lineAt = lineCounter(text)
  const unknown = [...text.matchAll(UNKNOWN)].flatMap(({0: name, index}) => {
    if (Object.values<string>(PLACEHOLDERS).includes(name)) return []
    const path = file.pathAt(index)
    return path === undefined && file.values !== undefined ? [] : [{name, line: lineAt(index), path: path && formatPath(path)}]
  })
  if (unknown.length === 0) return
  const places = unknown.map(({name, line, path}) => `${name} in line ${line}${path === undefined ? '' : ` (${path})`}`)
  throw new CloudpremError({
    code: 'USAGE',
    message: `The file has placeholders that are not known: ${places.join(', ')}`,
    reason: `Known are ${Object.values(PLACEHOLDERS).join(', ')}.`,
    hint: 'replace them by hand first, and run the same command again',
    details: {placeholders: unknown},
  })
}

/** Lines of ascending offsets, counted from 1. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let last = 0
  return (offset) => {
    line += text.slice(last, offset).split('\n').length - 1
    last = offset
    return line
  }
}

/** Places that get the same key. In a file that is no YAML nobody can tell them apart, so that all get one. */
function slotOf(path: string | undefined, parsed: boolean): string {
  if (!parsed) return 'all'
  return PAIRS.find(([, pattern]) => path !== undefined && pattern.test(path))?.[0] ?? path ?? 'comment'
}
