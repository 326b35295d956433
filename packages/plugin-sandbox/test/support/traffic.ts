import {readFileSync, rmSync} from 'node:fs'
import {ORGANIZATION_SCOPES} from './client.js'
import type {Call} from './replay.js'

/** One request, with what differs from run to run replaced by its name in braces. */
export interface Exchange {
  /** `POST /api/oauth/token`. */
  what: string
  /** `query.expand`, `form.scope`, `json.name`, `header.authorization` and what they hold. */
  fields: Record<string, string>
}

/** A line that record-fetch.cjs writes. */
interface Line {
  method: string
  url: string
  headers: Record<string, string>
  body: string
  answer: string
}

const TOKENS: Record<string, string> = {device_code: '{deviceCode}', refresh_token: '{refreshToken}', id_token_hint: '{idToken}'}
const HEADERS = ['authorization', 'accept', 'user-agent']

/** What fctl sent for one command, in the shape in which ours is compared with it. */
export function exchangesOfFctl(calls: Call[]): Exchange[] {
  const exchanges = calls.map(({method, path, query, form, json, ...call}) => ({
    what: `${method} ${path}`,
    fields: {
      ...flat('query', query),
      ...flat('form', form),
      ...flat('json', json),
      ...flat('header', {authorization: call.authorization, accept: call.accept, 'user-agent': call.userAgent}),
    },
  }))
  return withoutRepeats(exchanges)
}

/**
 * What the CLI sent since the last time this was asked.
 *
 * @param ids what stands for an ID of this run: `{org}` for its organization
 */
export function exchangesOfOurs(file: string, ids: Map<string, string>): Exchange[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  rmSync(file)
  const exchanges = lines.map((text) => {
    const {method, url, headers, body, answer} = JSON.parse(text) as Line
    const {pathname, searchParams} = new URL(url)
    const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
    // The ID of what this request made, before the path of the next is read.
    if (method === 'POST') learn(pathname, answer, ids)
    const exchange = {
      what: `${method} ${pathname}`,
      fields: {
        ...flat('query', Object.fromEntries(searchParams)),
        ...(body !== '' &&
          flat(isForm ? 'form' : 'json', isForm ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body))),
        ...flat('header', Object.fromEntries(HEADERS.map((name) => [name, headers[name]]))),
      },
    }
    return JSON.parse(withNames(JSON.stringify(exchange), ids)) as Exchange
  })
  return withoutRepeats(exchanges)
}

/** Each difference between both in one line, sorted; of requests of the same kind the first is compared with the first. */
export function differences(theirs: Exchange[], ours: Exchange[]): string[] {
  const left = [...ours]
  const found = theirs.flatMap(({what, fields}) => {
    const at = left.findIndex((each) => each.what === what)
    const [match] = at === -1 ? [] : left.splice(at, 1)
    if (!match) return [`${what}: only fctl`]
    return [...new Set([...Object.keys(fields), ...Object.keys(match.fields)])]
      .filter((name) => fields[name] !== match.fields[name])
      .map((name) => `${what} ${name}: ${fields[name] ?? 'absent'} → ${match.fields[name] ?? 'absent'}`)
  })
  return [...found, ...left.map(({what}) => `${what}: only ours`)].sort()
}

function learn(path: string, answer: string, ids: Map<string, string>): void {
  const name = {organizations: '{secondOrg}', invitations: '{invitation}', stacks: '{stack}'}[path.split('/').at(-1) ?? '']
  if (name === undefined) return
  const {data} = JSON.parse(answer) as {data?: {id: string}}
  if (data) ids.set(data.id, name)
}

function withNames(text: string, ids: Map<string, string>): string {
  return [...ids].reduce((named, [id, name]) => named.replaceAll(id, name), text)
}

function flat(kind: string, value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {}
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== undefined)
      .map(([name, held]) => [`${kind}.${name}`, normal(name, held)]),
  )
}

function normal(name: string, held: unknown): string {
  const text = typeof held === 'string' ? held : JSON.stringify(held)
  if (name === 'user-agent') return text.replace(/^cloudprem\/.*/, 'cloudprem')
  if (name === 'authorization') return text.replace(/^Bearer .*/, 'bearer')
  if (name === 'scope') return text.replace('{organizationScopes}', ORGANIZATION_SCOPES)
  return TOKENS[name] ?? text
}

/** How often a login is asked after while it waits is a matter of time. */
function withoutRepeats(exchanges: Exchange[]): Exchange[] {
  return exchanges.filter((each, at) => JSON.stringify(each) !== JSON.stringify(exchanges[at - 1]))
}
