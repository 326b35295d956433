import {CloudpremError} from '@cloudprem/core'

/** `KEY=VALUE` of a flag in its two parts. @throws CloudpremError `USAGE` (exit 2) */
export function keyAndValue(flag: string, text: string): [key: string, value: string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (key !== undefined && value !== undefined) return [key, value]
  throw new CloudpremError({code: 'USAGE', message: `--${flag} takes KEY=VALUE, not "${text}"`})
}
