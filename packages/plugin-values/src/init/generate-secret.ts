import {randomInt} from 'node:crypto'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ALPHABET = `${LETTERS}0123456789`

/**
 * A random secret that survives the chart, which prints secrets unquoted into YAML and raw into URIs: a letter, then
 * letters and digits. 40 characters hold 237 bits.
 */
export function generateSecret(length = 40): string {
  const rest = Array.from({length: length - 1}, () => ALPHABET[randomInt(ALPHABET.length)])
  return `${LETTERS[randomInt(LETTERS.length)]}${rest.join('')}`
}
