/**
 * `text` as Go's `os.Expand` makes it: `$NAME` and `${NAME}` give `lookup(NAME)`; `$1`, `$$`, `$*` and the like are names too;
 * there is no escape.
 */
export function shellExpand(text: string, lookup: (name: string) => string): string {
  return text.replaceAll(
    /\$(?:\{([*#$@!?\-0-9])\}|\{([^}]*)\}|(\{)|([*#$@!?\-0-9])|([A-Za-z_]\w*))/g,
    (_, special?: string, braced?: string, open?: string, bare?: string, name?: string) => {
      if (open !== undefined) return '' // "${" without an end is eaten
      const variable = special ?? braced ?? bare ?? name ?? ''
      return variable === '' ? '' : lookup(variable)
    },
  )
}

/** Names of the variables that `text` would have expanded. */
export function shellVariables(text: string): string[] {
  const names: string[] = []
  shellExpand(text, (name) => {
    names.push(name)
    return ''
  })
  return names
}
