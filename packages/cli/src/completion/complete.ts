import {completeSetting, completeValue, type Completion, type KnownFacts} from './values.js'
import type {CommandSurface, FlagSurface, Surface} from './surface.js'

/** Commands whose arguments are a command. */
const TAKES_COMMAND = new Set(['help', 'which'])

/**
 * What may stand at the end of a command line.
 *
 * @param words what was typed after `cloudprem`; the last one is being typed and may be empty
 */
export function complete(surface: Surface, words: readonly string[], facts: KnownFacts): Completion {
  const before = words.slice(0, -1)
  const current = words.at(-1) ?? ''
  const found = findCommand(surface, before)
  const completion = !found
    ? completeCommand(surface, before)
    : TAKES_COMMAND.has(found.command.names[0] ?? '')
      ? completeCommand(surface, before.slice(found.length))
      : completeInside(found.command, before.slice(found.length), current, facts)
  return {
    ...completion,
    candidates: completion.candidates
      .filter(({value}) => value.startsWith(current))
      .map((each) => ({...each, description: firstLine(each.description)})),
  }
}

/** The command that the words begin with; the longest name wins. */
function findCommand(surface: Surface, words: readonly string[]): {command: CommandSurface; length: number} | undefined {
  for (let length = words.length; length > 0; length--) {
    const name = words.slice(0, length).join(' ')
    const command = surface.commands.find(({names}) => names.includes(name))
    if (command) return {command, length}
  }
  return undefined
}

/** The next word of every command that begins with `before`. */
function completeCommand({commands, topics}: Surface, before: readonly string[]): Completion {
  const start = before.map((word) => `${word} `).join('')
  const next = new Map<string, string | undefined>()
  for (const {names, summary} of commands) {
    for (const name of names.filter((each) => each.startsWith(start))) {
      const word = name.slice(start.length).split(' ')[0] ?? ''
      const full = start + word
      next.set(word, full === name ? summary : (topics[full] ?? next.get(word)))
    }
  }
  return {candidates: [...next].toSorted(([a], [b]) => a.localeCompare(b)).map(([value, description]) => ({value, description}))}
}

/** Flags, values of flags and arguments, after the name of a command. */
function completeInside(command: CommandSurface, words: readonly string[], current: string, facts: KnownFacts): Completion {
  const {given, used, pending, onlyArguments} = readWords(command, words)
  if (pending) return completeValue(pending, current, facts)
  if (!onlyArguments && current.startsWith('-')) {
    const [name, ...value] = current.split('=')
    const flag = value.length > 0 ? command.flags.find((each) => `--${each.name}` === name) : undefined
    if (!flag) return completeFlags(command, used)
    const completion = completeValue(flag, value.join('='), facts)
    return {...completion, candidates: completion.candidates.map((each) => ({...each, value: `${name}=${each.value}`}))}
  }
  const argument = command.args[given.length] ?? (command.repeats ? command.args.at(-1) : undefined)
  const setting = command.args[given.length - 1]?.name === 'setting' ? given.at(-1) : undefined
  if (argument && setting !== undefined) return completeSetting(setting, current, facts)
  if (argument) return completeValue(argument, current, facts)
  return onlyArguments ? {candidates: []} : completeFlags(command, used)
}

function completeFlags({flags}: CommandSurface, used: ReadonlySet<FlagSurface>): Completion {
  return {
    candidates: flags
      .filter((flag) => flag.multiple || !used.has(flag))
      .flatMap(({name, description, negatable}) => [
        {value: `--${name}`, description},
        ...(negatable ? [{value: `--no-${name}`, description: `not: ${description ?? name}`}] : []),
      ]),
  }
}

/** How far the words go: arguments that are given, flags that are used, and one that waits for its value. */
function readWords({flags}: CommandSurface, words: readonly string[]) {
  const used = new Set<FlagSurface>()
  const given: string[] = []
  let onlyArguments = false
  let pending: FlagSurface | undefined
  for (const word of words) {
    if (pending) {
      pending = undefined
      continue
    }
    if (onlyArguments || word === '-' || !word.startsWith('-')) {
      given.push(word)
      continue
    }
    if (word === '--') {
      onlyArguments = true
      continue
    }
    const name = word.split('=')[0] ?? ''
    const flag = flags.find((each) => [`--${each.name}`, `--no-${each.name}`, `-${each.char}`].includes(name))
    if (!flag) continue
    used.add(flag)
    if (flag.takesValue && !word.includes('=')) pending = flag
  }
  return {given, used, pending, onlyArguments}
}

/** A description stands on one line of the answer, and names of a server are in it: nothing that a terminal would obey. */
function firstLine(text: string | undefined): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out
  return text?.split('\n')[0]?.replaceAll(/[\u0000-\u001F\u007F-\u009F]/g, ' ')
}
