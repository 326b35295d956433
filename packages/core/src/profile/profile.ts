import * as v from 'valibot'

/**
 * One named deployment: what every step needs to know and must not ask twice. No secret is ever in it.
 * Keys are the field's words; every one is optional, since each step records what it learned.
 */
export const profileSchema = v.object({
  /** Base domain, without scheme: `formance.example`. The guide's BASE_URL. */
  baseDomain: v.optional(v.string()),
  /** Chart reference: `oci://…`, a folder or a .tgz. */
  chart: v.optional(v.string()),
  /** Chart version, without `v`: `4.10.2`. */
  chartVersion: v.optional(v.string()),
  kubeContext: v.optional(v.string()),
  namespace: v.optional(v.string()),
  release: v.optional(v.string()),
  /** Absolute path of the values file. */
  valuesFile: v.optional(v.string()),
  /** `https://membership.BASE_URL/api`: issuer and base of all REST paths, without a slash at the end. */
  membershipUri: v.optional(v.string()),
  /** Generation of Membership's API: 2 has roles, 3 has policies. Found out once, and again when an answer contradicts it. */
  membershipApi: v.optional(v.picklist(['2', '3'])),
  organizationId: v.optional(v.string()),
  stackId: v.optional(v.string()),
  regionId: v.optional(v.string()),
})

export type Profile = v.InferOutput<typeof profileSchema>
export type ProfileKey = keyof Profile

export const PROFILE_KEYS = Object.keys(profileSchema.entries) as ProfileKey[]
export const DEFAULT_PROFILE = 'default'

/** A name that is safe as a key, a file name and a shell word. */
export function isProfileName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)
}

/** The Membership of a profile: the one that was set, else the one that the chart makes below the base domain. */
export function membershipUriOf(profile: Profile): string | undefined {
  return profile.membershipUri ?? (profile.baseDomain && `https://membership.${profile.baseDomain}/api`)
}
