import {defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED} from 'js-yaml'

// Helm reads YAML through sigs.k8s.io/yaml and go-yaml 2, which is neither YAML 1.1 nor 1.2: booleans of 1.1, integers of
// both, no dates, no base 60. Compared with Helm 4.1.4 by `{{ .Values | toJson }}`.

const TRUE = ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']
const FALSE = ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']

const boolTag = defineScalarTag<boolean>('tag:yaml.org,2002:bool', {
  implicit: true,
  resolve: (source) => (TRUE.includes(source) ? true : FALSE.includes(source) ? false : NOT_RESOLVED),
  identify: (data) => typeof data === 'boolean',
})

const nullTag = defineScalarTag<null>('tag:yaml.org,2002:null', {
  implicit: true,
  resolve: (source) => (['', '~', 'null', 'Null', 'NULL'].includes(source) ? null : NOT_RESOLVED),
  identify: (data) => data === null,
})

const intTag = defineScalarTag<number>('tag:yaml.org,2002:int', {
  implicit: true,
  resolve: (source) => parseInteger(withoutUnderscores(source)) ?? NOT_RESOLVED,
  identify: (data) => Number.isInteger(data),
})

const floatTag = defineScalarTag<number>('tag:yaml.org,2002:float', {
  implicit: true,
  resolve: (source) => {
    const plain = withoutUnderscores(source)
    if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain))
      return Number.isFinite(Number(plain)) ? Number(plain) : NOT_RESOLVED // 1e400 stays text
    if (/^[-+]?\.(inf|Inf|INF)$/.test(source)) return source.startsWith('-') ? -Infinity : Infinity
    return /^\.(nan|NaN|NAN)$/.test(source) ? NaN : NOT_RESOLVED
  },
  identify: (data) => typeof data === 'number',
})

/** `1_000` is 1000; what begins with an underscore is text. */
function withoutUnderscores(source: string): string {
  return source.startsWith('_') ? source : source.replaceAll('_', '')
}

/** Go's strconv.ParseInt with base 0: decimal, 0x, 0o, 0b, and a leading 0 for octal. */
function parseInteger(plain: string): number | undefined {
  const match = /^([-+]?)(0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]*|[1-9]\d*)$/.exec(plain)
  const digits = match?.[2]
  if (digits === undefined) return undefined
  const magnitude = /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number(digits.toLowerCase())
  return match?.[1] === '-' ? -magnitude : magnitude
}

/** How Helm reads plain scalars and merge keys. */
export const helmSchema = FAILSAFE_SCHEMA.withTags(nullTag, boolTag, intTag, floatTag, mergeTag)

/** Whether Helm, or the manifest that a template prints it into, reads `text` as a string when it is not quoted. */
export function isPlainString(text: string): boolean {
  return typeof helmSchema.resolveImplicitScalarTag(text).value === 'string'
}
