import {isSecretKey} from '@cloudprem/core'

/** One `path=value` that names a secret. */
export interface SecretAssignment {
  path: string
  value: string
}

/**
 * Takes the assignments of `--set` apart into those whose last key names a secret and the rest, which stay as they were
 * written. helm separates them by commas; a comma inside a value is written `\,`.
 */
export function splitSecrets(assignments: string[]): {plain: string[]; secret: SecretAssignment[]} {
  const plain: string[] = []
  const secret: SecretAssignment[] = []
  for (const assignment of assignments) {
    const parts = assignment.split(/(?<!\\),/)
    const rest = parts.filter((part) => {
      const [, path, value = ''] = /^([^=]+)=(.*)$/s.exec(part) ?? []
      const key = path
        ?.replace(/\[\d+\]$/, '')
        .split('.')
        .at(-1)
      if (path === undefined || key === undefined || !isSecretKey(key) || value === '' || value.startsWith('{')) return true
      secret.push({path, value: value.replaceAll(/\\(.)/gs, '$1')})
      return false
    })
    if (rest.length > 0) plain.push(rest.join(','))
  }
  return {plain, secret}
}
