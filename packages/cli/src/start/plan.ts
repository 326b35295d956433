import type {Command, Plugin} from '@cloudprem/core'
import type {KnownPlugins, LoadedPlugins} from '../plugins/load.js'
import {isCommandWord} from './words.js'

/** Commands of the host that look at no plugin. Those not named here (help, which, plugins …) see all of them. */
const ALONE = new Set(['login', 'logout', 'whoami', 'profiles'])

/** What a command line was found to be, for the next time. */
export interface Plan {
  words: string[]
  takesArguments: boolean
  /** The plugins to load, and of their commands this one. */
  known: KnownPlugins
}

/**
 * The plugins that the command in these leading words needs: the one that carries it and those it looks up
 * (`cloudprem.needsPlugins` in its package.json). Undefined at any doubt: when the words are not exactly one command, when another command begins
 * with the same words, when two packages know the first word, when a plugin brings hooks or does not say what it looks up.
 */
export function planStart(words: readonly string[], [host, ...others]: LoadedPlugins['plugins']): Plan | undefined {
  if (!host || others.some(({hooks}) => Object.keys(hooks).length > 0)) return undefined
  const [carrier, ...rivals] = [host, ...others].filter((plugin) =>
    namesOf(plugin).some((name) => name.split(':')[0] === words[0]),
  )
  const [id, command] = Object.entries(carrier?.manifest.commands ?? {}).find(([name]) => isCommandOf(name, words)) ?? []
  if (!carrier || rivals.length > 0 || id === undefined || !command) return undefined
  const commandWords = id.split(':')
  if (!commandWords.every(isCommandWord) || namesOf(carrier).some((name) => name.startsWith(`${id}:`))) return undefined
  const needed = neededPlugins(carrier, host, commandWords)
  if (!needed || (words.length > commandWords.length && !takesArguments(command))) return undefined
  return {
    words: commandWords,
    takesArguments: takesArguments(command),
    known: {
      plugins: others.filter(({name}) => needed.includes(name)).map(({judged}) => judged),
      manifests: Object.fromEntries(
        [host, ...others.filter(({name}) => needed.includes(name))].map(({name, manifest}) => [
          name,
          {...manifest, commands: manifest === carrier.manifest ? {[id]: command} : {}},
        ]),
      ),
    },
  }
}

function isCommandOf(id: string, words: readonly string[]): boolean {
  return `${words.join(':')}:`.startsWith(`${id}:`)
}

function neededPlugins(carrier: Plugin, host: Plugin, [topic = '']: string[]): string[] | undefined {
  if (carrier === host) return ALONE.has(topic) ? [] : undefined
  const {cloudprem} = carrier.pjson as {cloudprem?: {needsPlugins?: unknown}}
  const needs = cloudprem?.needsPlugins
  return Array.isArray(needs) && needs.every((name) => typeof name === 'string') ? [carrier.name, ...needs] : undefined
}

function takesArguments({strict, args}: Command.Cached): boolean {
  return strict === false || Object.keys(args).length > 0
}

/** From the manifest: the help of oclif rewrites the ids of the commands that it shows. */
function namesOf({manifest}: Plugin): string[] {
  return Object.entries(manifest.commands).flatMap(([id, {aliases, hiddenAliases}]) => [id, ...aliases, ...hiddenAliases])
}
