/** How a file is indented, so that what is rewritten looks like the rest. */
export function styleOf(text: string): {lineWidth: 0; indent: number; indentSeq: boolean; flowCollectionPadding: boolean} {
  const indent = /^[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2
  const list = /^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- /m.exec(text)
  return {
    lineWidth: 0,
    indent,
    indentSeq: list === null || (list[1] ?? '').length < (list[2] ?? '').length,
    flowCollectionPadding: !/[[{][^\s\]}]/.test(text.replaceAll('{{', '')),
  }
}
