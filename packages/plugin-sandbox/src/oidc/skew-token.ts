import type {JWK} from 'jose'

const INSTANTS = ['iat', 'nbf', 'exp', 'auth_time'] as const

/** A token of ours as a server would have made it whose clock is `skewMs` ahead. */
export async function skewToken(token: string, skewMs: number, signing: JWK): Promise<string> {
  const {decodeJwt, decodeProtectedHeader, importJWK, SignJWT} = await import('jose')
  const claims = decodeJwt(token)
  for (const name of INSTANTS) {
    const seconds = claims[name]
    if (typeof seconds === 'number') claims[name] = seconds + Math.round(skewMs / 1000)
  }
  const header = {...decodeProtectedHeader(token), alg: 'RS256'}
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(signing, 'RS256'))
}
