import {CloudpremError} from '@cloudprem/core'

/** Hosts beside Membership's below the base domain of a CloudPrem (charts cloudprem 2.x to 4.x: Ingress hosts). */
const SIBLING_HOST = /^(membership|portal|console\.v3|console|dex)\./

/** @throws CloudpremError `USAGE` (exit 2) */
export function parseMembershipUri(membershipUri: string): URL {
  const url = URL.canParse(membershipUri) ? new URL(membershipUri) : undefined
  const loopback = url && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) return url
  throw new CloudpremError({
    code: 'USAGE',
    message: `"${membershipUri}" is no Membership URI`,
    reason:
      'It is an https address such as https://membership.formance.example/api; plain http is accepted on this machine only.',
    hint: `cloudprem login --membership-uri ${withScheme(membershipUri) ?? 'https://membership.BASE_URL/api'}`,
  })
}

/**
 * What may have been meant by an address at which there is no Membership, best first: its API is below `/api` of the host
 * `membership.BASE_URL`, with no slash at the end.
 */
export function likelyMembershipUris(membershipUri: string): string[] {
  const url = parseMembershipUri(membershipUri)
  const onThisMachine = url.protocol === 'http:' || /^[\d.]+$|^\[|^localhost$/.test(url.hostname)
  const base = url.hostname.replace(SIBLING_HOST, '')
  const port = url.port && `:${url.port}`
  const candidates = [
    `${url.origin}/api`,
    // One server, of which only one name counts.
    ...(url.hostname === 'localhost' ? [`${url.protocol}//127.0.0.1${port}/api`] : []),
    ...(url.hostname === '127.0.0.1' ? [`${url.protocol}//localhost${port}/api`] : []),
    ...(onThisMachine ? [] : [`${url.protocol}//membership.${base}${port}/api`]),
    // Without the /api of the chart, for a Membership that something else publishes.
    ...(url.pathname === '/' ? [] : [url.origin, `${url.origin}${url.pathname.replace(/\/+$/, '')}`]),
  ]
  return [...new Set(candidates)].filter((each) => each !== membershipUri)
}

/** What an address without a scheme, or with the wrong one, most likely means; undefined where it looks like none. */
function withScheme(membershipUri: string): string | undefined {
  const rest = membershipUri.replace(/^\w+:\/\//, '')
  if (!/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+)(:\d+)?(\/\S*)?$/i.test(rest)) return undefined
  const scheme = /^(127\.0\.0\.1|localhost)\b/.test(rest) ? 'http' : 'https'
  return `${scheme}://${rest.replace(/\/$/, '')}${/.\//.test(rest.replace(/\/$/, '')) ? '' : '/api'}`
}
