import {formatPath, parseValues, PLACEHOLDERS, type Placeholder} from '@cloudprem/chart'

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

/** Paths whose values must be equal in pairs: what Membership calls itself at Dex, and what Dex knows it by. */
const PAIRS: [name: string, pattern: RegExp][] = [
  ['client id', /^membership\.config\.oidc\.clientId$|^(membership\.)?dex\.config(Overrides)?\.staticClients\[\d+\]\.id$/],
  [
    'client secret',
    /^membership\.config\.oidc\.clientSecret$|^(membership\.)?dex\.config(Overrides)?\.staticClients\[\d+\]\.secret$/,
  ],
]

/**
 * Fills in a values file of chart 1.0.x: every BASE_URL, YOUR_TLS_SECRET_NAME and RANDOM_KEY, and not a byte besides.
 * RANDOM_KEY becomes one key for Membership's client id and Dex's, another for the two secrets, and a new one anywhere else.
 */
export function replacePlaceholders(
  text: string,
  facts: {domain: string; tlsSecret: string},
  generateSecret: () => string,
): ReplacedFile {
  const file = parseValues(text)
  const keys = new Map<string, string>()
  const replacements: Replacement[] = []
  let lastOffset = 0
  let line = 1

  const replaced = text.replaceAll(/\b(BASE_URL|YOUR_TLS_SECRET_NAME|RANDOM_KEY)\b/g, (match, _, offset: number) => {
    line += text.slice(lastOffset, offset).split('\n').length - 1
    lastOffset = offset
    const placeholder = match as Placeholder
    const found = file.pathAt(offset)
    const path = found && formatPath(found)
    replacements.push({placeholder, line, ...(path !== undefined && {path})})
    if (placeholder === PLACEHOLDERS.baseUrl) return facts.domain
    if (placeholder === PLACEHOLDERS.tlsSecret) return facts.tlsSecret
    const slot = slotOf(path, file.values !== undefined)
    const key = keys.get(slot) ?? generateSecret()
    keys.set(slot, key)
    return key
  })
  return {text: replaced, replacements, secrets: keys.size}
}

/** Places that get the same key. In a file that is no YAML nobody can tell them apart, so that all get one. */
function slotOf(path: string | undefined, parsed: boolean): string {
  if (!parsed) return 'all'
  return PAIRS.find(([, pattern]) => path !== undefined && pattern.test(path))?.[0] ?? path ?? 'comment'
}
