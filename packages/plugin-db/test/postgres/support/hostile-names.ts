/** What a name can hold and still reach a process as an argument. */
export const HOSTILE_NAMES = {
  'quotes and backslashes': `a'b"c''d\\e\\'f`,
  'a statement': `x'); drop table membership."stacks"; --`,
  'dollar quotes': '$$; drop schema membership cascade; $cloudprem$ $1 :name %s',
  'marks that turn the direction of writing': 'abc\u202Edcba\u2066\u200F',
  'emoji of several characters': '\u{1F469}\u200D\u{1F469}\u200D\u{1F467} \u{1F3F4}\u200D\u2620\uFE0F',
  'a homoglyph of "default"': 'd\u0435fault',
  'a heap of accents': `e${'\u0301'.repeat(300)}`,
  "a terminal's escapes": 'a\u001B[2J\u001B]0;title\u0007\u009B31m',
  'a hundred thousand letters': 'x'.repeat(100_000),
} as const

/** And what only a file can hold. */
export const HOSTILE_NAMES_OF_FILES = {
  ...HOSTILE_NAMES,
  'a NUL': 'a\u0000b',
  'half of a surrogate pair': 'a\uD800b',
  'ten megabytes': 'x'.repeat(10_000_000),
} as const

/** What a terminal would obey, or what would turn the line around; a line's end is none of it. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/

/** Where the first character stands that a terminal would obey; undefined when there is none. */
export function findObeyed(text: string): string | undefined {
  const at = text.search(OBEYED)
  return at === -1 ? undefined : JSON.stringify(text.slice(Math.max(0, at - 40), at + 20))
}
