import type {KeyChange, UrlPart} from '../majors/upgrades/index.js'
import {parsePath, valueAt} from '../values.js'
import {isBlank} from './conditions.js'
import type {Draft} from './draft.js'
import {splitUrl} from './split-url.js'

type Of<Kind extends KeyChange['kind']> = Extract<KeyChange, {kind: Kind}>

const ALSO_SAID_BY: Partial<Record<UrlPart, UrlPart>> = {path: 'database', database: 'path'}

/** Writes the parts of a URL to their places, when each has one that is free or has the same. */
export function splitUrlInto(draft: Draft, {from, to, ownHost, ...reason}: Of<'split-url'>): void {
  const url = valueAt(draft.values, from)
  if (isBlank(url)) return
  const parts = typeof url === 'string' ? splitUrl(url) : undefined
  const undecided = (why: string): void =>
    draft.decide(from, `set ${Object.values(to).join(', ')} by hand, and remove it`, {...reason, why: `${why}: ${reason.why}`})
  if (!parts) return undecided('it is no URL')
  if (parts.password?.includes('%') || parts.username?.includes('%')) {
    return undecided('its user or password is percent-encoded, and both stand raw in the new place')
  }
  const given = Object.entries(parts) as [UrlPart, string | undefined][]
  const placeless = given.find(([part, text]) => {
    const other = ALSO_SAID_BY[part]
    return !isBlank(text) && to[part] === undefined && (other === undefined || to[other] === undefined) && !isScheme(part, to)
  })
  if (placeless) return undecided(`its ${placeless[0]} has no place`)

  const places = given.flatMap(([part, text]) => {
    const path = to[part]
    if (path === undefined || text === undefined || text === '') return []
    if (part === 'host' && ownHost !== undefined && new RegExp(ownHost).test(text)) return []
    return {path, value: part === 'port' ? Number(text) : text}
  })
  const taken = places.find(({path, value}) => {
    const there = valueAt(draft.values, path)
    return !isBlank(there) && there !== value
  })
  if (taken) return undecided(`${taken.path} has another value`)
  for (const {path, value} of places) {
    if (draft.makeWay(parsePath(path), reason, {overBlank: true})) draft.convert(parsePath(from), parsePath(path), value, reason)
  }
  draft.edit({kind: 'remove', path: parsePath(from)})
  if (places.length === 0) draft.decide(from, 'nothing: it named what the chart has by itself', reason)
}

/** The scheme of a database's URL says nothing. */
function isScheme(part: UrlPart, to: Partial<Record<UrlPart, string>>): boolean {
  return part === 'scheme' && to.database !== undefined
}

/** Writes the domain that hosts have in common, and each host that is not the usual label in it. */
export function findCommonDomain(draft: Draft, {hosts, to, ...reason}: Of<'common-domain'>): void {
  const given = hosts.flatMap((host) => {
    const text = valueAt(draft.values, host.from)
    return typeof text === 'string' && /^[^.]+\.[^:/]+$/.test(text) ? {...host, text} : []
  })
  const domains = given.map(({text}) => text.slice(text.indexOf('.') + 1))
  const there = valueAt(draft.values, to)
  const domain = typeof there === 'string' && there !== '' ? there : mostFrequent(domains)
  if (domain === undefined) return
  for (const {from, label, text, to: place} of given) {
    const isUsual = text === `${label}.${domain}`
    const target = isUsual ? to : place
    const value = isUsual ? domain : text
    const now = valueAt(draft.values, target)
    if (!isBlank(now) && now !== value) continue // it stays, and is dropped by name with the rest
    if (!draft.makeWay(parsePath(target), reason, {overBlank: true})) continue
    draft.convert(parsePath(from), parsePath(target), value, reason)
    draft.edit({kind: 'remove', path: parsePath(from)})
  }
}

function mostFrequent(texts: readonly string[]): string | undefined {
  const count = (text: string): number => texts.filter((each) => each === text).length
  return [...texts].sort((one, other) => count(other) - count(one))[0]
}
