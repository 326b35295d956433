import {randomInt} from 'node:crypto'

/** Identifiers of organizations are 12 lower-case letters, those of generated stacks 4 (formancehq/docs, helm, operator). */
export function randomLetters(length: 4 | 12): string {
  return Array.from({length}, () => String.fromCharCode(97 + randomInt(26))).join('')
}
