/**
 * What Go's `net/url.Parse` refuses, or undefined when it accepts `text`. It accepts nearly everything: a text without a
 * scheme is a path.
 */
export function goUrlProblem(text: string): string | undefined {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'invalid control character in URL'
  const [beforeFragment = '', fragment] = splitAt(text, '#')
  if (fragment !== undefined && hasBadEscape(fragment)) return 'invalid URL escape'
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(beforeFragment)?.[0] ?? ''
  if (beforeFragment.startsWith(':')) return 'missing protocol scheme'
  const [rest = ''] = splitAt(beforeFragment.slice(scheme.length), '?')
  if (!rest.startsWith('/')) {
    if (scheme !== '') return undefined // opaque: mailto:jane@example.com
    if (splitAt(rest, '/')[0]?.includes(':')) return 'first path segment in URL cannot contain colon'
  }
  if (!rest.startsWith('//') || rest.startsWith('///')) return hasBadEscape(rest) ? 'invalid URL escape' : undefined
  const [authority = '', path = ''] = splitAt(rest.slice(2), '/')
  return hostProblem(authority.slice(authority.lastIndexOf('@') + 1)) ?? (hasBadEscape(path) ? 'invalid URL escape' : undefined)
}

function hostProblem(host: string): string | undefined {
  const portPart = host.startsWith('[') ? host.slice(host.lastIndexOf(']') + 1) : /:[^:]*$/.exec(host)?.[0]
  if (host.startsWith('[') && !host.includes(']')) return "missing ']' in host"
  if (portPart && !/^:\d*$/.test(portPart)) return `invalid port ${JSON.stringify(portPart)} after host`
  if (hasBadEscape(host)) return 'invalid URL escape'
  return /[ {}|\\^`]/.test(host) ? 'invalid character in host name' : undefined
}

function hasBadEscape(text: string): boolean {
  return /%(?![0-9a-f]{2})/i.test(text)
}

function splitAt(text: string, separator: string): [string, string?] {
  const index = text.indexOf(separator)
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)]
}
