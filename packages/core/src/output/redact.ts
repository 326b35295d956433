/**
 * Keeps secrets out of everything that is printed: by key where data has keys, by pattern and by known value where it
 * is text. All output of a command passes here once.
 */
const MASK = '••••••'

/** Names of fields whose values are secrets wherever they stand. */
const SECRET_KEY =
  /pass(word|wd|phrase)?$|secret$|secrets$|token$|tokens$|^authorization$|^cookie$|^set-cookie$|encryption_?key$|private_?key$|api_?key$|^bind_?pw$|^dsn$|^hash$|device_?code$|id_token_hint|client_assertion$|assertion$/i

/** Fields that match SECRET_KEY by their words and hold no secret. */
const NOT_SECRET_KEY = /^(existingSecret|secretName|tlsSecret|secrets|secretKey|token_type|tokenType|usedSecret)$/i

const PATTERNS: [RegExp, string][] = [
  // JWT: three base64url parts, the first a JSON object
  [/\beyJ[\w-]{6,}\.[\w-]+\.[\w-]*/g, MASK],
  // scheme://user:password@host
  [/([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@]*@(?=[^\s@]+)/gi, `$1:${MASK}@`],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${MASK}`],
  // bcrypt
  [/\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}/g, MASK],
  // key='value' in free text, blanks and escaped quotes in it: a connection string of keywords
  [
    /\b((?:[\w-]*(?:password|passwd|secret|token|device_code|api_key))["']?\s*[=:]\s*)(["'])(?!\u2022)(?:(?!\2)[^\\\n]|\\.){4,}\2/gi,
    `$1$2${MASK}$2`,
  ],
  // key=value and key: value in free text
  [
    /\b((?:[\w-]*(?:password|passwd|secret|token|device_code|api_key))["']?\s*[=:]\s*["']?)(?!["'\s]|\u2022)[^\s"'&,;]{4,}/gi,
    `$1${MASK}`,
  ],
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
  for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement)
  return result
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
  return SECRET_KEY.test(key) && !NOT_SECRET_KEY.test(key)
}
