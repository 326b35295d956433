import {randomInt} from 'node:crypto'

/** Letters and digits that are not taken for one another. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789'
/** 139 bits; bcrypt looks at the first 72 bytes. */
const LENGTH = 24

/** A new password. `pick` gives an index below its argument. */
export function generatePassword(pick: (below: number) => number = randomInt): string {
  return Array.from({length: LENGTH}, () => ALPHABET[pick(ALPHABET.length)]).join('')
}
