import type {JWK, JWTPayload} from 'jose'

/** What the REST API needs to know of the bearer. */
export interface Caller {
  userId: string
  scopes: string[]
  /** Set on tokens of one organization (3.x). */
  organizationId?: string
}

/**
 * A function that tells whose access token a string is; undefined for anything that is not a valid one of ours.
 *
 * @param now milliseconds, of the server's clock
 */
export async function tokenVerifier(
  issuer: string,
  {kty, n, e}: JWK,
  now: () => number,
): Promise<(token: string) => Promise<Caller | undefined>> {
  const {importJWK, jwtVerify} = await import('jose')
  const key = await importJWK({kty, n, e}, 'RS256')
  return async (token) => {
    let payload: JWTPayload
    try {
      ;({payload} = await jwtVerify(token, key, {issuer, typ: 'at+jwt', currentDate: new Date(now())}))
    } catch {
      // Expired, foreign or no token: all the same to the caller, who must log in.
      return undefined
    }
    const {sub, scope, organization_id: organizationId} = payload
    if (sub === undefined) return undefined
    return {
      userId: sub,
      scopes: typeof scope === 'string' ? scope.split(' ') : [],
      ...(typeof organizationId === 'string' && {organizationId}),
    }
  }
}
