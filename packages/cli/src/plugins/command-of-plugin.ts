import {readFileSync} from 'node:fs'
import path from 'node:path'
import {isManifest} from './manifest.js'
import type {PluginLocation} from './places.js'

/**
 * Whether one of these plugins has a command that these words begin with, or, of a word alone, commands below it. Hidden aliases do
 * not count: they are other names for what fctl's words mean too.
 *
 * @param words of a command line, up to its first flag; arguments may follow those of the command
 */
export function isCommandOfPlugin(words: readonly string[], plugins: readonly PluginLocation[]): boolean {
  const ids = new Set(plugins.flatMap(commandsOf))
  if (words.some((_, at) => ids.has(words.slice(0, at + 1).join(':')))) return true
  return words.length === 1 && [...ids].some((id) => id.startsWith(`${words[0]}:`))
}

function commandsOf({folder}: PluginLocation): string[] {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'oclif.manifest.json'), 'utf8'))
    if (!isManifest(manifest)) return []
    return Object.values(manifest.commands).flatMap(({id, aliases = []}) => [id, ...aliases])
  } catch {
    // A damaged plugin has no command; the start tells what is wrong with it.
    return []
  }
}
