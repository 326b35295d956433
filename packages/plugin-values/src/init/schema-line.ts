import path from 'node:path'

const LINE = /^# yaml-language-server: \$schema=.*$/m

/** The text with the line by which editors find a file's schema; one that is there is replaced. */
export function withSchemaLine(text: string, schema: string): string {
  const line = `# yaml-language-server: $schema=${schema}`
  return LINE.test(text) ? text.replace(LINE, () => line) : `${line}\n${text}`
}

/** Where the values file finds the schema: an address as it is, a file from the folder of the values. */
export function schemaReference(schema: string, valuesFile: string): string {
  if (isAddress(schema) || path.isAbsolute(schema)) return schema
  const relative = path.relative(path.dirname(valuesFile), schema).split(path.sep).join('/')
  return relative.startsWith('.') ? relative : `./${relative}`
}

export function isAddress(schema: string): boolean {
  return /^https?:\/\//.test(schema)
}
