/**
 * What Membership and Kubernetes allow in the values of a seed. Each function returns what is wrong, to be read after
 * the value, or undefined.
 */

/** A Kubernetes name, here `<organization>-<stack>`, is a DNS-1123 label. */
const LABEL_LENGTH = 63

/** Names are text in the database; this keeps a mistake (a whole file as a name) out of it. */
const LONGEST_NAME = 1000

export const SHORTEST_CLIENT_SECRET = 8

/** @param allowHttp for a deployment without TLS, which only a trial is */
export function problemOfBaseUrl(text: string, allowHttp = false): string | undefined {
  if (!/^[a-z]+:\/\//i.test(text)) return 'has no scheme'
  if (!URL.canParse(text)) return 'is no URL'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is neither https nor http'
  if (url.protocol === 'http:' && !allowHttp) return 'is http, which only --allow-http lets through'
  if (url.username !== '' || url.password !== '') return 'has a user or a password in it'
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || /[?#]/.test(text))
    return 'has more than scheme, host and port'
  if (!isHost(url.hostname)) return 'has a host that DNS does not allow'
  return undefined
}

export function isHost(host: string): boolean {
  const labels = host.split('.')
  return host.length <= 253 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
}

/** As far as that goes without the organization's id. The hyphen is what separates the two. */
export function problemOfStackId(text: string): string | undefined {
  return /^[a-z0-9]{1,61}$/.test(text) ? undefined : 'is no stack id: lower-case letters and digits, no hyphen'
}

/** How many characters `<organization>-<stack>` has too many for a name in Kubernetes; 0 when it fits. */
export function excessOfStackName(organizationId: string, stackId: string): number {
  return Math.max(0, organizationId.length + 1 + stackId.length - LABEL_LENGTH)
}

/** An id is compared with what is there; this only keeps out what cannot be one. */
export function problemOfOrganizationId(text: string): string | undefined {
  return /^[A-Za-z0-9_-]{1,61}$/.test(text) ? undefined : 'is no organization id'
}

export function problemOfRegionId(text: string): string | undefined {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? undefined : 'is no UUID'
}

/** The value is in no message. */
export function problemOfClientSecret(text: string): string | undefined {
  if (text.length < SHORTEST_CLIENT_SECRET) return `has fewer than ${SHORTEST_CLIENT_SECRET} characters`
  return /\s/.test(text) ? 'has a blank in it' : undefined
}

/** A name is free text; what a terminal or a database would not take as text is refused. */
export function problemOfName(text: string): string | undefined {
  // Most names are plain, and a file may have a million of them.
  if (/^[A-Za-z0-9]([\w .-]{0,98}\w)?$/.test(text)) return undefined
  if (text === '') return 'is empty'
  if (text.trim() !== text) return 'has a blank at an end'
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) return 'has a control character in it'
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) return 'has half a character in it'
  return text.length > LONGEST_NAME ? `has more than ${LONGEST_NAME} characters` : undefined
}
