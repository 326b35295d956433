import {CloudpremError, DEFAULT_PROFILE, isCloudpremError} from '@cloudprem/core'

/** An error of a login whose hints, when they are logins, are for the profile that was meant. */
export function forProfile(error: unknown, profile: string): unknown {
  if (!isCloudpremError(error) || profile === DEFAULT_PROFILE) return error
  const {code, message, reason, details, cause} = error
  const hint = error.hints.map((each) => each.replace(/^cloudprem login(?= --membership-uri)/, `$& --profile ${profile}`))
  return new CloudpremError({code, message, hint, cause, ...(reason && {reason}), ...(details && {details})})
}
