import {isCloudpremError, readText, type Credentials, type TokenSet} from '@cloudprem/core'
import {readdir} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {fctlProfile, type FctlInstallation, type FctlProfile} from './found-profile.js'
import {jwtClaims} from './jwt-claims.js'
import {parseJson} from './layout-2.js'

/** formancehq/fctl v3.8.0, pkg/config.go, pkg/profile.go: a folder of JSON files, `config.yml` among them in spite of its name. */
const configSchema = v.object({currentProfile: v.optional(v.string())})
const tokenSchema = v.object({token: v.string(), refreshToken: v.optional(v.string())})
const profileSchema = v.object({
  membershipURI: v.optional(v.string(), ''),
  defaultOrganization: v.optional(v.string()),
  defaultStack: v.optional(v.string()),
  rootTokens: v.nullish(v.object({accessToken: tokenSchema, idToken: v.object({token: v.string()})})),
})

/**
 * The profiles of fctl 3.x. What cannot be read of one does not keep the others.
 *
 * @param folder `~/.config/formance/fctl`
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) when its `config.yml` is not as fctl writes it
 */
export async function readLayout3(folder: string): Promise<FctlInstallation> {
  const configFile = path.join(folder, 'config.yml')
  const config = v.safeParse(configSchema, parseJson(await readText(configFile), configFile))
  const profiles: FctlProfile[] = []
  const problems: string[] = []
  for (const name of await foldersIn(path.join(folder, 'profiles'))) {
    try {
      profiles.push(await readProfile(path.join(folder, 'profiles', name), name, problems))
    } catch (error) {
      if (!isCloudpremError(error) && !v.isValiError(error)) throw error
      problems.push(`Profile "${name}" could not be read: ${error.message}.`)
    }
  }
  return {
    layout: 3,
    place: folder,
    current: (config.success && config.output.currentProfile) || undefined,
    profiles,
    problems,
  }
}

async function readProfile(folder: string, name: string, problems: string[]): Promise<FctlProfile> {
  const file = path.join(folder, 'profile.json')
  const profile = v.parse(profileSchema, parseJson(await readText(file), file))
  const credentials = profile.rootTokens && (await credentialsFrom(folder, profile.membershipURI, profile.rootTokens, problems))
  if (profile.rootTokens && !credentials) {
    problems.push(`The login of profile "${name}" has no tokens that tell who it is: log in again.`)
  }
  return fctlProfile(name, profile, credentials ?? undefined)
}

async function credentialsFrom(
  folder: string,
  membershipUri: string,
  tokens: {accessToken: v.InferOutput<typeof tokenSchema>; idToken: {token: string}},
  problems: string[],
): Promise<Credentials | undefined> {
  const root = tokenSet(tokens.accessToken)
  const identity = jwtClaims(tokens.idToken.token)
  if (!root || !identity) return undefined
  const organizations: Record<string, TokenSet> = {}
  for (const organizationId of await foldersIn(path.join(folder, 'organizations'))) {
    const file = path.join(folder, 'organizations', organizationId, 'accesses.json')
    const set = await readOrganizationToken(file)
    if (set) organizations[organizationId] = set
    else problems.push(`${file} holds no token that can be taken over; it is got anew when it is needed.`)
  }
  return {
    membershipUri,
    ...root,
    idToken: tokens.idToken.token,
    subject: identity.sub,
    ...(identity.email !== undefined && {email: identity.email}),
    organizations,
  }
}

async function readOrganizationToken(file: string): Promise<TokenSet | undefined> {
  try {
    const parsed = v.safeParse(tokenSchema, parseJson(await readText(file), file))
    return parsed.success ? tokenSet(parsed.output) : undefined
  } catch (error) {
    if (isCloudpremError(error)) return undefined
    throw error
  }
}

function tokenSet({token, refreshToken}: v.InferOutput<typeof tokenSchema>): TokenSet | undefined {
  const claims = jwtClaims(token)
  if (!claims) return undefined
  return {accessToken: token, expiresAtMs: claims.exp * 1000, ...(refreshToken !== undefined && {refreshToken})}
}

async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, {withFileTypes: true})
    return entries.filter((entry) => entry.isDirectory()).map(({name}) => name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
