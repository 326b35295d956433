import {ListScanner} from './list-scanner.js'

/** So much text is worth a look for elements in it: one network packet. */
const ENOUGH = 64 * 1024
/** Where so many times that has no element that ends, there is nothing to guess by. */
const TOO_MUCH = 16

/**
 * Reads `{"data": [ … ]}` as it arrives and gives the elements of `data` in batches, so that a list of any length needs the
 * memory of some network packets. `"data": null` (how Go writes an empty list) gives nothing.
 *
 * Where an element ends is guessed first: a server writes all elements alike, so the next one begins as the first did. A guess
 * is proved by `JSON.parse` of what is before it: had the comma not been one between elements, that would be no JSON. Without a
 * guess, or with a wrong one, and at the end, each letter is looked at. So a list costs what `JSON.parse` of the whole costs; by
 * letters it is twice that, and with a streaming parser from npm (@streamparser/json 0.0.22) thirteen times.
 *
 * @param enough letters that are gathered before they are looked at
 * @throws SyntaxError when the text is no JSON, has no list in `data`, or ends before it is complete
 */
export async function* arrayBatches(body: AsyncIterable<Uint8Array>, enough = ENOUGH): AsyncGenerator<unknown[]> {
  const decoder = new TextDecoder()
  const scanner = new ListScanner()
  let mayGuess = true
  /** The beginning of the document, and all behind the elements that were given. */
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, {stream: true})
    if (mayGuess && text.length < enough) continue
    const guessed = mayGuess ? guess(text) : undefined
    if (guessed) {
      text = guessed.head + guessed.rest
      yield guessed.elements
    } else if (!mayGuess || guessed === null || text.length > TOO_MUCH * enough) {
      mayGuess = false
      const elements = scanner.take(text)
      text = ''
      if (elements.length > 0) yield elements
    }
  }
  const rest = scanner.take(text + decoder.decode())
  scanner.end()
  if (rest.length > 0) yield rest
}

interface Guessed {
  head: string
  elements: unknown[]
  /** Begins with an element, so that no comma is lost. */
  rest: string
}

/** Elements that are whole; undefined where none can be seen (yet), null where the guess was wrong. */
function guess(text: string): Guessed | undefined | null {
  const [, head, opening] = /^(\s*\{\s*"data"\s*:\s*\[)(\{"[^"\\]*":)/.exec(text) ?? []
  if (head === undefined || opening === undefined) return null
  const at = text.lastIndexOf(`,${opening}`)
  if (at === -1) return undefined
  try {
    const elements = JSON.parse(`[${text.slice(head.length, at)}]`) as unknown[]
    return {head, elements, rest: text.slice(at + 1)}
  } catch {
    // Not between two elements but within one, or no JSON at all, which the scanner tells.
    return null
  }
}
