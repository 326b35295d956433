import {
  isInsecureSecret,
  PLACEHOLDER_PATTERN,
  secretProblem,
  valueAt,
  type SecretPlace,
  type SecretSetting,
  type Values,
} from '@cloudprem/chart'

/** What a file has for a secret already: a value, or the Secret that it is in. Published and unfit ones do not count. */
export function keptSecret(setting: SecretSetting, existing: Values | undefined): {value?: string; place?: SecretPlace} {
  const secret = valueAt(existing, setting.existingSecret)
  const key = valueAt(existing, setting.secretKey)
  if (isText(secret) && isText(key)) return {place: {secret, key}}
  const value = valueAt(existing, setting.path)
  if (!isText(value) || value === setting.default || isInsecureSecret(value) || PLACEHOLDER_PATTERN.test(value)) return {}
  return secretProblem(value) === undefined ? {value} : {}
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
