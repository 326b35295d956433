import type {DexVersion} from '../judge/version.js'
import {isAtLeast} from '../judge/version.js'
import {decodeBase64} from './base64.js'

/** Costs with which a login works (dexidp/dex v2.45.1 server/api.go, checkCost): others start and answer HTTP 500. */
export const LOGIN_COSTS = {lowest: 10, highest: 16, recommended: 12} as const

/**
 * What Dex says about a hash when it starts, or undefined when it takes it: a bcrypt text, or standard base64 of one.
 * Checked is little: length, the major version 2, a cost from 4 to 31 (golang.org/x/crypto/bcrypt, `Cost`).
 */
export function bcryptProblem(hash: string, version: DexVersion): string | undefined {
  const problem = costProblem(hash, version)
  if (problem === undefined) return undefined
  const decoded = decodeBase64(hash)?.toString('latin1')
  return decoded === undefined ? problem : costProblem(decoded, version)
}

/** The bcrypt text of a hash field, out of its base64 where it is in it. */
export function bcryptText(hash: string): string {
  return hash.startsWith('$') ? hash : (decodeBase64(hash)?.toString('latin1') ?? hash)
}

/** The cost of a bcrypt text, or undefined when it is none. */
export function bcryptCost(hash: string): number | undefined {
  const cost = /^\$2.?\$(\d\d)\$/.exec(bcryptText(hash))?.[1]
  return cost === undefined ? undefined : Number(cost)
}

function costProblem(hash: string, version: DexVersion): string | undefined {
  if (Buffer.byteLength(hash) < 59) return 'crypto/bcrypt: hashedSecret too short to be a bcrypted password'
  if (!hash.startsWith('$')) return `crypto/bcrypt: bcrypt hashes must start with '$', but hashedSecret started with '${hash[0]}'`
  const major = hash[1] ?? ''
  if (major > '2') {
    return `crypto/bcrypt: bcrypt algorithm version '${major}' requested is newer than current version '2'`
  }
  const digits = hash.slice(hash[2] === '$' ? 3 : 4).slice(0, 2)
  if (!/^[-+]?\d+$/.test(digits)) return `strconv.Atoi: parsing ${JSON.stringify(digits)}: invalid syntax`
  const cost = Number(digits)
  if (cost >= 4 && cost <= 31) return undefined
  const range = isAtLeast(version, '2.40') ? 'inclusive range 4..31' : 'range (4,31)'
  return `crypto/bcrypt: cost ${cost} is outside allowed ${range}`
}
