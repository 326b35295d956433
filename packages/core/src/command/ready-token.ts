import {CloudpremError} from '../errors/cloudprem-error.js'
import {membershipUriOf, type Profile} from '../profile/profile.js'

/**
 * The access token in CLOUDPREM_TOKEN and its Membership: that of CLOUDPREM_MEMBERSHIP_URI, else of the profile.
 *
 * @throws CloudpremError `USAGE_ANSWERS_MISSING` (exit 2) when neither is known
 */
export function findReadyToken(
  env: NodeJS.ProcessEnv,
  profile: Profile | undefined,
): {accessToken: string; membershipUri: string} | undefined {
  const accessToken = env['CLOUDPREM_TOKEN']?.trim()
  if (!accessToken) return undefined
  const membershipUri = env['CLOUDPREM_MEMBERSHIP_URI'] || membershipUriOf(profile ?? {})
  if (membershipUri) return {accessToken, membershipUri}
  throw new CloudpremError({
    code: 'USAGE_ANSWERS_MISSING',
    message: 'Missing: CLOUDPREM_MEMBERSHIP_URI',
    reason: 'CLOUDPREM_TOKEN is set, and neither the environment nor the profile says where it is good.',
    hint: 'export CLOUDPREM_MEMBERSHIP_URI=https://membership.BASE_URL/api',
  })
}
