/** From here on a file counts as one that is made to be large; go-yaml begins to be strict at as many. */
const MOST_NODES = 400_000

/**
 * Why helm would refuse the aliases of a document, or undefined: go-yaml 2 refuses an anchor that holds itself, and
 * aliases that make most of a large document (`excessive aliasing`, decode.go allowedAliasRatio).
 *
 * @param value what was read; aliases are the same object in several places
 */
export function aliasProblem(value: unknown, textLength: number): string | undefined {
  const sizes = new Map<object, number>()
  const open = new Set<object>()
  let isCyclic = false
  const sizeOf = (node: unknown): number => {
    if (typeof node !== 'object' || node === null) return 1
    const known = sizes.get(node)
    if (known !== undefined) return known
    if (open.has(node)) {
      isCyclic = true
      return 1
    }
    open.add(node)
    let size = 1
    for (const inner of Object.values(node)) size += sizeOf(inner)
    open.delete(node)
    sizes.set(node, size)
    return size
  }
  const size = sizeOf(value)
  if (isCyclic) return 'an anchor holds an alias of itself, and helm refuses that'
  // A value takes two characters at least, so more values than that come from aliases.
  return size > MOST_NODES && size > textLength ? 'aliases multiply the file beyond what helm reads' : undefined
}
