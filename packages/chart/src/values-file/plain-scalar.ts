// Helm reads YAML through sigs.k8s.io/yaml and go-yaml 2, which is neither YAML 1.1 nor 1.2: booleans of 1.1, integers of
// both, no dates, no base 60. Compared with Helm 4.1.4 by `{{ .Values | toJson }}`.

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']
const NULL = ['', '~', 'null', 'Null', 'NULL']

/** What Helm, or the manifest that a template prints it into, reads `text` as when it is not quoted. */
export function readPlainScalar(text: string): string | number | boolean | null {
  if (isNull(text)) return null
  return readBoolean(text) ?? readInteger(text) ?? readFloat(text) ?? text
}

/** Whether that is text. */
export function isPlainString(text: string): boolean {
  return typeof readPlainScalar(text) === 'string'
}

export function isNull(text: string): boolean {
  return NULL.includes(text)
}

export function readBoolean(text: string): boolean | undefined {
  return TRUE.includes(text) ? true : FALSE.includes(text) ? false : undefined
}

/** Go's strconv.ParseInt with base 0: decimal, 0x, 0o, 0b, and a leading 0 for octal. */
export function readInteger(text: string): number | undefined {
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/.exec(withoutUnderscores(text))
  const digits = match?.[2]
  if (digits === undefined) return undefined
  const magnitude = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits.toLowerCase())
  return match?.[1] === '-' ? -magnitude : magnitude
}

export function readFloat(text: string): number | undefined {
  const plain = withoutUnderscores(text)
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain)) return Number.isFinite(Number(plain)) ? Number(plain) : undefined // 1e400 stays text
  if (/^[-+]?\.(inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity
  return /^\.(nan|NaN|NAN)$/.test(text) ? NaN : undefined
}

/** `1_000` is 1000; what begins with an underscore is text. */
function withoutUnderscores(text: string): string {
  return text.startsWith('_') ? text : text.replaceAll('_', '')
}
