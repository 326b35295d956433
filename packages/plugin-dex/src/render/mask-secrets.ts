import {isMap, type Values} from '@cloudprem/chart'
import {isSecretKey} from '@cloudprem/core'
import {findConnectorType} from '../connectors/index.js'
import {textAt} from '../judge/fields.js'

export const MASK = '••••••'

/** A copy of a Dex configuration without its secrets. What is only the name of a variable (`$LDAP_PW`) stays. */
export function maskSecrets(document: Values): Values {
  return mask(document, []) as Values
}

function mask(value: unknown, secrets: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((each) => mask(each, secretsOf(each)))
  if (!isMap(value)) return value
  const here = [...secrets, ...secretsOf(value)].map((name) => name.toLowerCase())
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isSecret = isSecretKey(key) || here.includes(key.toLowerCase())
      if (isSecret && (typeof inner === 'string' || typeof inner === 'number')) return [key, maskText(String(inner))]
      return [key, mask(inner, here)]
    }),
  )
}

function secretsOf(value: unknown): readonly string[] {
  return (isMap(value) && findConnectorType(textAt(value, 'type'))?.secrets) || []
}

function maskText(text: string): string {
  return text === '' || /^\$\{?\w+\}?$/.test(text) ? text : MASK
}
