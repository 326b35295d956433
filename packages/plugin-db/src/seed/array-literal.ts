/** An array as PostgreSQL writes it (manual, "Array Input and Output Syntax"); pg's own way would escape each value anew. */
export function arrayLiteral(values: readonly (string | number | null | undefined)[]): string {
  const items = values.map((value) => {
    if (value === null || value === undefined) return 'NULL'
    if (typeof value === 'number') return value
    return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : `"${value}"`
  })
  return `{${items.join(',')}}`
}
