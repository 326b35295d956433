import {randomBytes} from './random-bytes.js'

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ALPHABET = `${LETTERS}0123456789`

/**
 * A random secret that survives the chart, which prints secrets unquoted into YAML and raw into URIs: a letter, then
 * letters and digits. 40 characters hold 237 bits.
 */
export function generateSecret(length = 40): string {
  let secret = ''
  while (secret.length < length) {
    for (const byte of randomBytes(2 * length)) {
      const letters = secret === '' ? LETTERS : ALPHABET
      // Bytes above the last whole round of the letters would favour the first of them.
      if (byte < 256 - (256 % letters.length) && secret.length < length) secret += letters[byte % letters.length]
    }
  }
  return secret
}
