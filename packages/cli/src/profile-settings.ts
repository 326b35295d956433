import {PROFILE_KEYS, type ProfileKey} from '@cloudprem/core'

/** Settings of a profile as they are typed: `base-domain` for the key `baseDomain`. */
export const profileSettings: {setting: string; key: ProfileKey}[] = PROFILE_KEYS.map((key) => ({
  key,
  setting: key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
}))

/** What is wrong with `value` for a setting, or undefined. */
export function settingProblem(key: ProfileKey, value: string): string | undefined {
  if (key === 'baseDomain' && !/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/.test(value)) {
    return 'A base domain is a lower-case name such as formance.example, without scheme, port or path.'
  }
  if (key === 'membershipApi' && value !== '2' && value !== '3') return 'It is 2 (roles) or 3 (policies).'
  if (key === 'membershipUri' && !/^https?:\/\/[^\s]+[^/\s]$/.test(value)) {
    return 'It is an address such as https://membership.formance.example/api, without a slash at the end.'
  }
  if (
    ['namespace', 'release', 'organizationId', 'stackId'].includes(key) &&
    !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)
  ) {
    return 'It has lower-case letters, digits and hyphens, and starts and ends with a letter or digit.'
  }
  return undefined
}
