import {listAt, textAt} from '../judge/fields.js'
import type {Trap} from './connector-type.js'

/** The trap of a connector to a public provider in which none of `fields` narrows who may log in. */
export function openToEverybody(config: unknown, fields: readonly string[], whom: string): Trap[] {
  if (fields.some((field) => listAt(config, field).length > 0 || textAt(config, field) !== '')) return []
  return [
    {
      rule: 'connector-open-to-everybody',
      severity: 'warning',
      path: fields[0] === undefined ? [] : [fields[0]],
      message: `${whom} can log in`,
      ...(fields[0] !== undefined && {fix: `narrow it with ${fields.join(' or ')}`}),
    },
  ]
}

/** The trap of a group restriction that counts only when Membership asks for the scope `groups`. */
export function groupsNotAskedFor(
  config: unknown,
  field: string,
  scopes: readonly string[] | undefined,
  failsOpen: boolean,
): Trap[] {
  if (listAt(config, field).length === 0 || scopes === undefined || scopes.includes('groups')) return []
  return [
    {
      rule: 'groups-scope-not-requested',
      severity: 'error',
      path: [field],
      message: failsOpen
        ? `${field} restricts nobody: it counts only when the scope groups is asked for, and Membership asks for ${scopes.join(' ')}`
        : `${field} refuses everybody: it needs the scope groups, and Membership asks for ${scopes.join(' ')}`,
      fix: 'add groups to membership.config.oidc.scopes',
    },
  ]
}

/** The trap of a switch that turns a protection off. */
export function protectionOff(
  config: unknown,
  field: string,
  consequence: string,
  severity: 'error' | 'warning' = 'warning',
): Trap[] {
  if (textAt(config, field) !== 'true') return []
  return [
    {
      rule: 'connector-protection-off',
      severity,
      path: field.split('.'),
      message: `${field}: ${consequence}`,
      fix: `remove ${field}`,
    },
  ]
}
