/**
 * Keeps secrets out of everything that is printed: by key where data has keys, by pattern and by known value where it
 * is text. All output of a command passes here once.
 */
const MASK = '••••••'

/** What the name of a field ends with whose value is a secret; in lower case, without `_`. */
const SECRET_ENDINGS = [
  'pass',
  'password',
  'passwd',
  'passphrase',
  'secret',
  'secrets',
  'token',
  'tokens',
  'encryptionkey',
  'privatekey',
  'apikey',
  'devicecode',
  'assertion',
  'idtokenhint',
]

/** Names of such fields that no ending tells. */
const SECRET_KEYS = new Set(['authorization', 'cookie', 'set-cookie', 'bindpw', 'dsn', 'hash'])

/** Fields that end like a secret and hold none. */
const NOT_SECRET_KEYS = new Set(['existingsecret', 'tlssecret', 'secrets', 'usedsecret'])

/** In free text, in lower case: what follows is a secret. */
const NAMED_SECRET = /(?:password|passwd|secret|token|device_code|api_key)["']?\s*[=:]/

/**
 * Secrets that their shape tells, each with what stands in every text that has one, in lower case: a start prints little, and
 * compiling these patterns took it a fiftieth of its time.
 */
const PATTERNS: {signs: string[] | RegExp; pattern: RegExp; replacement: string}[] = [
  // JWT: three base64url parts, the first a JSON object
  {signs: ['eyj'], pattern: /\beyJ[\w-]{6,}\.[\w-]+\.[\w-]*/g, replacement: MASK},
  // scheme://user:password@host
  {signs: ['@'], pattern: /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@(?=[^\s@]+)/gi, replacement: `$1:${MASK}@`},
  {signs: ['bearer', 'basic'], pattern: /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, replacement: `$1 ${MASK}`},
  // bcrypt
  {signs: ['$2'], pattern: /\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}/g, replacement: MASK},
  // key='value' in free text, blanks and escaped quotes in it: a connection string of keywords
  {
    signs: NAMED_SECRET,
    pattern:
      /\b((?:[\w-]*(?:password|passwd|secret|token|device_code|api_key))["']?\s*[=:]\s*)(["'])(?!\u2022)(?:(?!\2)[^\\\n]|\\.){4,}\2/gi,
    replacement: `$1$2${MASK}$2`,
  },
  // key=value and key: value in free text
  {
    signs: NAMED_SECRET,
    pattern:
      /\b((?:[\w-]*(?:password|passwd|secret|token|device_code|api_key))["']?\s*[=:]\s*["']?)(?!["'\s]|\u2022)[^\s"'&,;]{4,}/gi,
    replacement: `$1${MASK}`,
  },
]

const known = new Set<string>()

/** Makes `value` unprintable for the rest of the process. Values under six characters would mask common words; left out. */
export function registerSecret(value: string): void {
  if (value.length >= 6) known.add(value)
}

/** Masks every secret that can be told from its shape, and every registered one. */
export function redactText(text: string): string {
  let result = text
  for (const secret of known) result = result.replaceAll(secret, MASK)
  const lower = result.toLowerCase()
  for (const {signs, pattern, replacement} of PATTERNS) {
    if (hasOne(lower, signs)) result = result.replace(pattern, replacement)
  }
  return result
}

function hasOne(lower: string, signs: string[] | RegExp): boolean {
  return Array.isArray(signs) ? signs.some((sign) => lower.includes(sign)) : signs.test(lower)
}

/** Masks registered secrets only: for results that legitimately show what looks like a secret, such as a manifest. */
export function redactKnown(text: string): string {
  let result = text
  for (const secret of known) result = result.replaceAll(secret, MASK)
  return result
}

/** A copy of `value` in which secret fields, and secrets within strings, are masked. */
export function redactData(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) return value.map(redactData)
  if (value instanceof Date || value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isSecretKey(key) && inner !== null && inner !== '' && typeof inner !== 'boolean' && typeof inner !== 'object'
        ? MASK
        : redactData(inner),
    ]),
  )
}

/** Whether a field of this name holds a secret, judged by its name alone. */
export function isSecretKey(key: string): boolean {
  const name = key.toLowerCase().replaceAll('_', '')
  if (NOT_SECRET_KEYS.has(name)) return false
  return SECRET_KEYS.has(name) || SECRET_ENDINGS.some((ending) => name.endsWith(ending))
}
