import type {TokenSet} from '@cloudprem/core'
import type * as oidc from 'openid-client'
import * as v from 'valibot'

export type TokenAnswer = oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers

/** Membership's own default (TOKENS_VALIDITY_ACCESS of chart membership), for a server that says nothing. */
const DEFAULT_LIFE_SECONDS = 300

/** Access token, refresh token and the instant the first one ends by this machine's clock, as they are stored. */
export function toTokenSet(tokens: TokenAnswer, now: () => number): TokenSet {
  return {
    accessToken: tokens.access_token,
    ...(tokens.refresh_token && {refreshToken: tokens.refresh_token}),
    // From its life, not from its `exp`: that one is by the server's clock.
    expiresAtMs: now() + (tokens.expiresIn() ?? DEFAULT_LIFE_SECONDS) * 1000,
  }
}

const claimsSchema = v.object({
  sub: v.optional(v.string()),
  email: v.optional(v.string()),
  exp: v.optional(v.number()),
  iss: v.optional(v.string()),
})

/** Whom a token is about. Its signature is not looked at: what it says is shown and never trusted. */
export type TokenClaims = v.InferOutput<typeof claimsSchema>

/** The claims of an access token that is a JWT; undefined for any other string. */
export function readClaims(token: string): TokenClaims | undefined {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return undefined
  try {
    const parsed = v.safeParse(claimsSchema, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    // Three parts, and no JSON in the second: some other kind of token.
    return undefined
  }
}
