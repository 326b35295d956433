import {spelledPath, textAt} from '../judge/fields.js'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'

/** Clients compare the issuer byte for byte: it must be an https address, and the one that Membership asks for. */
export function issuerProblems({document, surroundings}: Subject): Problem[] {
  const issuer = textAt(document, 'issuer')
  if (issuer === '' || issuer.includes('{{')) return []
  const problems: Problem[] = []
  const add = (rule: string, severity: Problem['severity'], message: string, fix: string) =>
    problems.push({rule, severity, path: spelledPath(document, 'issuer'), message, fix})

  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || issuer.includes('?') || issuer.includes('#')) {
    add(
      'issuer-not-an-address',
      'error',
      `the issuer ${issuer} is no address that anybody could log in at`,
      'https://dex.BASE_URL',
    )
    return problems
  }
  if (url.hostname.endsWith('.') || url.hostname.includes('..')) {
    const message = `the issuer ${issuer} has no domain: global.serviceHost is empty`
    const fix = 'set global.serviceHost to the base domain'
    return [{rule: 'base-domain-missing', severity: 'error', path: [], valuesPath: 'global.serviceHost', message, fix}]
  }
  if (!/^https?:/.test(issuer)) {
    add(
      'issuer-scheme-upper-case',
      'error',
      'Dex announces its issuer with the scheme in lower case: clients see another one',
      'https://…',
    )
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    add('issuer-not-encrypted', 'warning', `passwords and tokens go to ${issuer} in clear`, `https://${url.host}${url.pathname}`)
  }
  if (issuer.endsWith('/') && surroundings?.membershipIssuer === undefined) {
    add(
      'issuer-trailing-slash',
      'warning',
      'clients must be given the issuer with this slash at its end',
      issuer.replace(/\/+$/, ''),
    )
  }
  const expected = surroundings?.membershipIssuer
  if (expected !== undefined && expected !== issuer) {
    add(
      'issuer-not-membership',
      'error',
      `Membership asks for the issuer ${expected} and Dex says ${issuer}: no login works`,
      'remove configOverrides.issuer, and set host and path at global.platform.membership.relyingParty',
    )
  }
  const hosts = surroundings?.ingressHosts
  if (hosts !== undefined && (expected === undefined || expected === issuer) && !hosts.includes(url.hostname)) {
    problems.push({
      rule: 'issuer-not-on-ingress',
      severity: 'error',
      path: spelledPath(document, 'issuer'),
      valuesPath: 'membership.dex.ingress.hosts',
      message: `Dex's Ingress routes ${hosts.join(', ') || 'no host'}, and the issuer is at ${url.hostname}: nobody reaches it`,
      fix: "remove membership.dex.ingress.hosts: the chart takes the issuer's host",
    })
  }
  return problems
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
}
