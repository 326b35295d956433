/** The leading words of a command line, which can be those of a command; oclif ends them at a flag or at `name=value`. */
export function leadingWords(argv: readonly string[]): string[] {
  const end = argv.findIndex((word) => word.startsWith('-') || word.includes('='))
  return end === -1 ? [...argv] : argv.slice(0, end)
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const LONGEST_WORD = 41

/** Whether `word` can be one of a command, and part of the name of a file. */
export function isCommandWord(word: string): boolean {
  if (word === '' || word.length > LONGEST_WORD || !LETTERS.includes(word.charAt(0))) return false
  return [...word].every((letter) => `${LETTERS}0123456789-`.includes(letter))
}
