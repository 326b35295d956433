import {CloudpremError, readText, type Credentials} from '@cloudprem/core'
import * as v from 'valibot'
import {fctlProfile, type FctlInstallation} from './found-profile.js'
import {jwtClaims} from './jwt-claims.js'

/** formancehq/fctl v2.10.1, pkg/config.go and pkg/profile.go: one JSON file, rewritten in place. */
const schema = v.object({
  currentProfile: v.optional(v.string()),
  profiles: v.nullable(
    v.record(
      v.string(),
      v.object({
        membershipURI: v.optional(v.string(), ''),
        defaultOrganization: v.optional(v.string()),
        defaultStack: v.optional(v.string()),
        /** The token answer as it came. */
        token: v.nullish(
          v.object({
            access_token: v.optional(v.string(), ''),
            refresh_token: v.optional(v.string()),
            id_token: v.optional(v.string()),
          }),
        ),
      }),
    ),
  ),
})

type Token = {access_token: string; refresh_token?: string | undefined; id_token?: string | undefined}

/**
 * The profiles of fctl 0.x to 2.x.
 *
 * @param file `~/.formance/fctl.config`
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) when it is not as fctl writes it
 */
export async function readLayout2(file: string): Promise<FctlInstallation> {
  const parsed = v.safeParse(schema, parseJson(await readText(file), file))
  if (!parsed.success) {
    throw new CloudpremError({
      code: 'FILE_UNREADABLE',
      message: `${file} is not as fctl 2.x writes it`,
      reason: v.summarize(parsed.issues),
    })
  }
  const problems: string[] = []
  const profiles = Object.entries(parsed.output.profiles ?? {}).map(([name, profile]) => {
    const credentials = profile.token ? credentialsFrom(profile.membershipURI, profile.token) : undefined
    if (profile.token && !credentials) {
      problems.push(`The login of profile "${name}" has no tokens that tell who it is: log in again.`)
    }
    return fctlProfile(name, profile, credentials)
  })
  return {layout: 2, place: file, current: parsed.output.currentProfile || undefined, profiles, problems}
}

function credentialsFrom(membershipUri: string, token: Token): Credentials | undefined {
  const access = jwtClaims(token.access_token)
  const identity = token.id_token === undefined ? undefined : jwtClaims(token.id_token)
  if (!access || !identity || token.id_token === undefined) return undefined
  return {
    membershipUri,
    accessToken: token.access_token,
    ...(token.refresh_token !== undefined && {refreshToken: token.refresh_token}),
    expiresAtMs: access.exp * 1000,
    idToken: token.id_token,
    subject: identity.sub,
    ...(identity.email !== undefined && {email: identity.email}),
  }
}

/** @throws CloudpremError `FILE_UNREADABLE` (exit 2) */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CloudpremError({code: 'FILE_UNREADABLE', message: `${file} is no JSON, as fctl writes it`, cause: error})
  }
}
