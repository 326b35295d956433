import type {UrlPart} from '../majors/upgrades/index.js'

const URL_PATTERN =
  /^(?<scheme>[a-z][a-z0-9+.-]*):\/\/(?:(?<username>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<host>[^:@/?#]+)(?::(?<port>\d+))?(?<path>\/[^?#]*)?(?:\?(?<query>[^#]*))?$/i

/**
 * The parts of a URL as they are written, which a URL class would not keep (case, templates); undefined when it is none.
 * What is percent-encoded is left so.
 */
export function splitUrl(url: string): Partial<Record<UrlPart, string>> | undefined {
  const groups = URL_PATTERN.exec(url)?.groups
  if (!groups) return undefined
  const parts = groups as Partial<Record<UrlPart, string>> // the pattern has the names of the parts
  const path = parts.path === '/' ? undefined : parts.path
  return {...parts, path, database: path?.slice(1)}
}
