import {CloudpremError} from '@cloudprem/core'
import type {Effect, Fault} from './fault.js'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']
const UNIT_MS: Record<string, number> = {ms: 1, s: 1000, m: 60_000}

/**
 * Reads one fault: `EFFECT[,NAME=VALUE] [@METHOD] [/PATH] [xTIMES]`, the path with `*` for anything:
 * `status=429,retry-after=2 @POST /oauth/token x2`.
 *
 * @throws CloudpremError `USAGE` (exit 2) with what is wrong
 */
export function parseFault(spec: string): Fault {
  const [effectText = '', ...words] = spec
    .trim()
    .replace(/@(?=\/)/, '')
    .split(/\s+/)
  const effect = parseEffect(effectText, spec)
  const fault: Fault = {effect}
  for (const word of words) {
    const method = /^@(\w+|\*)$/.exec(word)?.[1]?.toUpperCase()
    const times = /^x([1-9]\d{0,8})$/.exec(word)?.[1]
    if (method === '*') continue
    if (method !== undefined && METHODS.includes(method)) fault.method = method
    else if (word.startsWith('/')) fault.path = patternOf(word)
    else if (times !== undefined) fault.times = Number(times)
    else throw invalid(spec, `"${word}" is none of @METHOD, /PATH and xTIMES`)
  }
  if (effect.kind === 'clock-skew' && words.length > 0) throw invalid(spec, 'A clock is wrong for every request, or for none.')
  return fault
}

function parseEffect(text: string, spec: string): Effect {
  const [first = '', ...others] = text.split(',')
  const [kind = '', value] = split(first)
  const more = Object.fromEntries(others.map(split)) as Record<string, string | undefined>
  const known = (names: string[]) => {
    const unknown = Object.keys(more).find((name) => !names.includes(name))
    if (unknown !== undefined) throw invalid(spec, `"${kind}" has no "${unknown}"`)
  }
  if (kind === 'latency' || kind === 'clock-skew') {
    known([])
    return {kind, ms: parseDuration(value, spec, kind)}
  }
  if (kind === 'status') {
    known(['retry-after', 'error'])
    const {error, 'retry-after': retryAfter} = more
    return {
      kind,
      status: parseStatus(value, spec),
      ...(retryAfter !== undefined && {retryAfterSeconds: parseSeconds(retryAfter, spec)}),
      ...(error !== undefined && {error}),
    }
  }
  if (value !== undefined) throw invalid(spec, `"${kind}" takes no value`)
  if (kind === 'html') {
    known(['status'])
    return {kind, status: more['status'] === undefined ? 200 : parseStatus(more['status'], spec)}
  }
  known([])
  if (kind === 'drop' || kind === 'truncate' || kind === 'expired-token') return {kind}
  throw invalid(spec, `"${kind}" is none of latency, status, html, drop, truncate, expired-token and clock-skew`)
}

function split(text: string): [string, string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

function parseDuration(value: string | undefined, spec: string, kind: 'latency' | 'clock-skew'): number {
  const [, sign = '', amount, unit = ''] = /^(-?)(\d+(?:\.\d+)?)(ms|s|m)$/.exec(value ?? '') ?? []
  if (amount === undefined || (sign !== '' && kind === 'latency'))
    throw invalid(spec, `${kind} is a time such as 500ms, 3s or 2m`)
  return Number(`${sign}${amount}`) * (UNIT_MS[unit] ?? 1)
}

function parseStatus(value: string | undefined, spec: string): number {
  if (!/^[2-5]\d\d$/.test(value ?? '')) throw invalid(spec, 'status is an HTTP status from 200 to 599')
  return Number(value)
}

function parseSeconds(value: string, spec: string): number {
  if (!/^\d{1,6}$/.test(value)) throw invalid(spec, 'retry-after is a number of seconds')
  return Number(value)
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`)
}

function invalid(spec: string, reason: string): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `--fault "${spec}" is not a fault`,
    reason,
    hint: 'cloudprem sandbox up --help',
    details: {fault: spec},
  })
}
