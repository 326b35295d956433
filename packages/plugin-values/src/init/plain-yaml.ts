/** Text that is one plain scalar in every version of YAML, and means itself; more is plain, which the library knows. */
const PLAIN = /^[A-Za-z][\w./:@-]*(?<!:)$/
const RESERVED = ['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']

/**
 * Data as js-yaml writes it, or undefined where anything in it needs judgement: quotes, long or many-line text, dates, fractions.
 * The library takes ten times as long, since it describes all of YAML first.
 */
export function renderPlainYaml(value: object): string | undefined {
  const lines = renderNode(value, '')
  return lines && `${lines.join('\n')}\n`
}

function renderNode(value: object, indent: string): string[] | undefined {
  const entries = Array.isArray(value) ? value.map((item: unknown) => ['- ', item] as const) : entriesOf(value)
  if (!entries || entries.length === 0) return undefined
  const lines: string[] = []
  for (const [head, inner] of entries) {
    const more = renderEntry(head, inner, indent)
    if (!more) return undefined
    lines.push(...more)
  }
  return lines
}

function entriesOf(value: object): (readonly [head: string, inner: unknown])[] | undefined {
  const entries = Object.entries(value)
  return entries.every(([key]) => isPlain(key)) ? entries.map(([key, inner]) => [`${key}: `, inner] as const) : undefined
}

function renderEntry(head: string, inner: unknown, indent: string): string[] | undefined {
  if (typeof inner !== 'object' || inner === null) {
    return isPlain(inner) ? [`${indent}${head}${String(inner)}`] : undefined
  }
  const lines = renderNode(inner, `${indent}  `)
  if (head !== '- ') return lines && [`${indent}${head.trimEnd()}`, ...lines]
  // The first line of an item stands behind its hyphen.
  return lines && [`${indent}${head}${(lines[0] ?? '').trimStart()}`, ...lines.slice(1)]
}

function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return PLAIN.test(value) && !RESERVED.includes(value.toLowerCase())
  return typeof value === 'boolean' || Number.isSafeInteger(value)
}
