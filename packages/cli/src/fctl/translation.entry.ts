// A file of its own: a command in our words that has run before starts without it.
import {isCommandOfPlugin} from '../plugins/command-of-plugin.js'
import {locatePlugins, userPlaceOf} from '../plugins/places.js'
import {dataDirectory} from '../user-directories.js'
import {inOurWords} from './command-words.js'

/** A command line as typed, in our words; those of an installed plugin go before fctl's. */
export function translate(typed: string[], root: string): string[] {
  return inOurWords(typed, (words) => isCommandOfPlugin(words, locatePlugins(root, userPlaceOf(dataDirectory()))))
}
