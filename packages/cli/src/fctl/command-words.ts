import {leadingWords} from '../start/words.js'

/** A word of a command line as fctl has it, and what it is here. */
interface Word {
  /** Nothing: the word is left out. */
  ours: string
  /** What fctl calls it beside that, its short forms too (formancehq/fctl v2.10.1 and v3.8.0, cmd/**: names and aliases). */
  fctl: string[]
  below?: Word[]
}

const LIST: Word = {ours: 'list', fctl: ['ls', 'l']}
const SHOW: Word = {ours: 'show', fctl: ['sh', 's']}
const DELETE: Word = {ours: 'delete', fctl: ['del', 'd']}
const CREATE: Word = {ours: 'create', fctl: ['cr', 'c']}
const same = (...names: string[]): Word[] => names.map((ours) => ({ours, fctl: []}))

const ORGANIZATIONS: Word = {
  ours: 'org',
  fctl: ['organizations', 'organization', 'o'],
  below: [
    LIST,
    CREATE,
    DELETE,
    ...same('describe', 'update'),
    {ours: 'history', fctl: ['hist']},
    {ours: 'users', fctl: ['user', 'u'], below: [LIST, SHOW, ...same('link'), {ours: 'unlink', fctl: ['un', 'u']}]},
    {
      ours: 'invitations',
      fctl: ['invitation', 'invit', 'inv', 'i'],
      below: [LIST, {ours: 'send', fctl: ['s']}, {ours: 'withdraw', fctl: ['delete', 'del']}],
    },
    {ours: 'policies', fctl: [], below: [LIST, SHOW]},
    {ours: 'oauth-clients', fctl: [], below: [LIST, SHOW, DELETE, CREATE, ...same('update')]},
    {ours: 'authentication-provider', fctl: [], below: [SHOW, DELETE, ...same('configure')]},
  ],
}

const REGIONS: Word = {ours: 'regions', fctl: ['region', 'reg'], below: [LIST, SHOW, DELETE, CREATE]}

const STACKS: Word = {
  ours: 'stacks',
  fctl: ['stack', 'st'],
  below: [
    LIST,
    SHOW,
    DELETE,
    CREATE,
    ...same('update', 'upgrade', 'restore', 'enable', 'disable'),
    {
      ours: 'modules',
      fctl: ['module', 'mod'],
      below: [LIST, ...same('enable'), {ours: 'disable', fctl: ['dis', 'd']}],
    },
    {ours: 'users', fctl: ['user', 'u'], below: [LIST, ...same('link'), {ours: 'unlink', fctl: ['un', 'u']}]},
  ],
}

const PROFILES: Word = {
  ours: 'profiles',
  fctl: ['profile', 'prof', 'p'],
  below: [
    LIST,
    SHOW,
    ...same('delete', 'rename'),
    {ours: 'use', fctl: ['u']},
    {ours: 'set organization-id', fctl: ['set-default-organization', 'sdo']},
    {ours: 'set stack-id', fctl: ['set-default-stack', 'sds']},
  ],
}

const ME: Word = {
  ours: '',
  fctl: ['me'],
  below: [
    {ours: 'whoami', fctl: ['info', 'in', 'i']},
    {
      ours: 'org invitations',
      fctl: ['invitations', 'invit', 'inv'],
      below: [
        {ours: 'received', fctl: ['list', 'ls', 'l']},
        {ours: 'accept', fctl: ['a']},
        {ours: 'decline', fctl: ['dec', 'd']},
      ],
    },
  ],
}
const CLOUD: Word = {ours: '', fctl: ['cloud', 'c'], below: [ORGANIZATIONS, REGIONS, ME]}
const FIRST: Word[] = [CLOUD, ORGANIZATIONS, REGIONS, STACKS, PROFILES]

/** Flags that may stand before the command, as in `fctl --profile demo login`; with those that take the next word. */
const GLOBAL_FLAGS = new Map([
  ['--profile', true],
  ['-p', true],
  ['--debug', false],
  ['--yes', false],
  ['-y', false],
  ['--insecure-tls', false],
  ['--json', false],
])

/**
 * A command line in our words: flags before the command go behind it, and the names and short forms of fctl are ours. What is
 * in our words already, or in nobody's, comes back as it is.
 *
 * @param line what stands behind the program's name
 * @param isTaken whether words are those of a command that is installed, which go before fctl's; asked only of words that fctl has
 */
export function inOurWords(line: string[], isTaken: (words: string[]) => boolean): string[] {
  const flags = leadingFlags(line)
  const typed = line.slice(flags.length)
  const ours = translated(typed, FIRST)
  const words = ours.join(' ') === typed.join(' ') || isTaken(leadingWords(typed)) ? typed : ours
  if (flags.length === 0 || words.length === 0) return flags.length === 0 ? words : line
  const end = words.indexOf('--')
  return end === -1 ? [...words, ...flags] : [...words.slice(0, end), ...flags, ...words.slice(end)]
}

function leadingFlags(line: string[]): string[] {
  let count = 0
  for (let flag = line[count]; flag !== undefined; flag = line[count]) {
    const takesNext = GLOBAL_FLAGS.get(flag)
    const holdsValue = flag.startsWith('--profile=')
    if (takesNext === undefined && !holdsValue) break
    count += takesNext ? 2 : 1
  }
  return line.slice(0, count)
}

function translated(line: string[], known: Word[]): string[] {
  const [first, ...rest] = line
  const word = known.find(({ours, fctl}) => first !== undefined && (ours === first || fctl.includes(first)))
  if (!word) return line
  const below = word.below ? translated(rest, word.below) : rest
  // `stack` and `profile` are words that others may use: without a command of fctl behind it, the word is not fctl's.
  const follows = rest[0]
  const isCommand = !word.below || follows === undefined || follows.startsWith('-') || isKnown(follows, word.below)
  if (!isCommand) return line
  return [...word.ours.split(' ').filter((part) => part !== ''), ...below]
}

function isKnown(name: string, words: Word[]): boolean {
  return words.some(({ours, fctl}) => ours === name || fctl.includes(name))
}
