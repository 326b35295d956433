import {CloudpremError} from '@cloudprem/core'

/** One word of a command line: bare text, '…', "…" and \x, in any row. */
const WORD = /(?:[^\s'"\\]|\\[^]|'[^']*'|"(?:[^"\\]|\\[^])*")+/y
/** What a shell would act on where it stands bare, or in double quotes. */
const FOR_A_SHELL = /[|&;<>()$`*?]|^~/

/**
 * Cuts a command line into the program and its arguments, by the quotes of a POSIX shell and by nothing else of it: no variable,
 * no pattern and no second command; what looks like one is refused, since a shell would read it otherwise.
 *
 * @param flag for errors: `password-command`
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function parseWords(text: string, flag: string): string[] {
  const words: string[] = []
  WORD.lastIndex = 0
  for (let rest = text.trimStart(); rest !== '';) {
    WORD.lastIndex = 0
    const word = WORD.exec(rest)?.[0]
    if (word === undefined) throw refused(flag, 'A quote is opened and not closed, or a backslash stands at the end.')
    // Single-quoted and escaped text is out of a shell's reach; the rest is not.
    if (FOR_A_SHELL.test(word.replace(/\\[^]|'[^']*'/g, ''))) {
      throw refused(flag, `"${word}" would mean something to a shell, and none is involved.`)
    }
    words.push(word.replace(/'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])/g, plain))
    rest = rest.slice(word.length).trimStart()
  }
  if (words.length === 0) throw refused(flag, 'It is empty.')
  return words
}

function plain(_whole: string, single?: string, double?: string, escaped?: string): string {
  return single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? ''
}

function refused(flag: string, reason: string): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `--${flag} cannot be run as it stands`,
    reason,
    hint: [
      `in single quotes what is meant as it stands: --${flag} "program 'a b'"`,
      `--${flag} "sh -c 'COMMAND | COMMAND'" for what needs a shell`,
    ],
  })
}
