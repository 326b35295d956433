/**
 * What a token is for travels as the library's resource indicator, inside the grant, and so survives every refresh:
 *
 * - the issuer itself: the token of a login;
 * - `<issuer>/organizations/ORG`: the token of one organization (3.x);
 * - `<issuer>/organizations/ORG/apps/ALIAS`, `stack://ORG/STACK`: tokens of an application, of a stack.
 */
export function organizationResource(issuer: string, organizationId: string): string {
  return `${issuer}/organizations/${encodeURIComponent(organizationId)}`
}

/** The organization that a resource indicator belongs to. */
export function organizationOf(issuer: string, resource: string): string | undefined {
  if (resource.startsWith(`${issuer}/organizations/`)) return resource.slice(issuer.length).split('/')[2]
  return /^stack:\/\/([a-z0-9]+)\//.exec(resource)?.[1]
}

/**
 * fctl 3 writes a resource and the scopes wanted of it in one parameter, `stack://ORG/STACK|stack:Read stack:Write` or
 * `app://ALIAS|apps:Read`, which no resource indicator may look like.
 */
export function splitResource(
  issuer: string,
  parameter: string,
  organizationId: string | undefined,
): {resource: string; scope: string} {
  const [target = '', scope = ''] = parameter.split('|')
  const alias = /^app:\/\/(.+)$/.exec(target)?.[1]
  const base = organizationId === undefined ? issuer : organizationResource(issuer, organizationId)
  return {resource: alias === undefined ? target : `${base}/apps/${encodeURIComponent(alias)}`, scope}
}
