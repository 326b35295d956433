// The few macros of man(7) that the manual page is made of. All take plain text, but `bold`, `italic` and `tagged`'s tag give
// and take roff.
const WIDTH = 79

/** Text as roff shows it unchanged. */
export function roff(text) {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    .replaceAll('`', '\\(ga')
    .replaceAll('^', '\\(ha')
    .replaceAll('~', '\\(ti')
    .replaceAll(/[^\n -~]/gu, (character) => `\\[u${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}]`)
}

export function bold(text) {
  return `\\fB${roff(text)}\\fR`
}

export function italic(text) {
  return `\\fI${roff(text)}\\fR`
}

export function heading(text) {
  return `.SH ${roff(text)}`
}

export function subheading(text) {
  return `.SS ${roff(text)}`
}

export function paragraph(text) {
  return `.PP\n${firstParagraph(text)}`
}

/**
 * What stands right below a heading, which has begun a paragraph already. Broken into lines of the source, so that a
 * changed sentence is a small difference; roff fills them anew.
 */
export function firstParagraph(text) {
  const lines = []
  for (const word of text.trim().split(/\s+/).map(roff)) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map(guarded).join('\n')
}

/** A term, itself roff, and indented below it what it means. */
export function tagged(tag, text) {
  return `.TP\n${tag}\n${firstParagraph(text)}`
}

/** Lines that are shown as they are, indented. */
export function example(text) {
  return ['.PP', '.RS 4', '.nf', ...text.split('\n').map((line) => guarded(roff(line))), '.fi', '.RE'].join('\n')
}

/** A line that begins with a dot would be a request. */
function guarded(line) {
  return line.startsWith('.') ? `\\&${line}` : line
}
