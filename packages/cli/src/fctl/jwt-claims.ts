import * as v from 'valibot'

const claimsSchema = v.object({sub: v.string(), email: v.optional(v.string()), exp: v.number()})

/** Who and until when, of a token that fctl keeps; undefined when it is no JWT with these claims. The signature is not judged. */
export function jwtClaims(token: string): v.InferOutput<typeof claimsSchema> | undefined {
  const payload = token.split('.')[1]
  if (payload === undefined) return undefined
  try {
    const parsed = v.safeParse(claimsSchema, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    // Not JSON: an opaque token.
    return undefined
  }
}
