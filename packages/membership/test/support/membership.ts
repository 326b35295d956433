import nock from 'nock'

export const origin = 'https://membership.formance.example'
export const issuer = `${origin}/api`

/** A discovery document below `at`, once or more often. */
export function discovery(at = issuer, change: Record<string, unknown> = {}): nock.Scope {
  const url = new URL(at)
  return nock(url.origin)
    .get(`${url.pathname.replace(/\/$/, '')}/.well-known/openid-configuration`)
    .reply(200, {
      issuer: at,
      token_endpoint: `${at}/oauth/token`,
      jwks_uri: `${at}/keys`,
      device_authorization_endpoint: `${at}/device_authorization`,
      revocation_endpoint: `${at}/revoke`,
      ...change,
    })
}

/** An unsigned JWT. */
export function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({alg: 'RS256'})}.${part(claims)}.c2lnbmF0dXJl`
}
