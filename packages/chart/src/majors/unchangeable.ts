import type {ChartFacts} from './facts.js'
import {isSame} from '../migrate/same.js'
import {valueAt, type Values} from '../values.js'

/** A value that counts at the first install only. */
export interface Unchangeable {
  path: string
  /** What a change of it does to a release. */
  effect: 'refused' | 'leaves-data'
  why: string
}

const volume = 'membership.postgresql.primary.persistence'
const refused =
  'the volume of a StatefulSet cannot change, and an upgrade ends with "updates to statefulset spec … are forbidden"'

/**
 * Seen with `helm upgrade` and an API server of 1.34: the class, the size or the switch of the bundled database's volume is
 * refused; another name removes the old StatefulSet and starts an empty one beside its data.
 */
const UNCHANGEABLE: readonly Unchangeable[] = [
  ...['enabled', 'size', 'storageClass', 'accessModes'].map(
    (key) => ({path: `${volume}.${key}`, effect: 'refused', why: refused}) as const,
  ),
  ...['fullnameOverride', 'nameOverride'].map(
    (key) =>
      ({
        path: `membership.postgresql.${key}`,
        effect: 'leaves-data',
        why: 'the database gets another name: an upgrade starts an empty one, and the data stays behind',
      }) as const,
  ),
]

/**
 * What an upgrade from `before` to `after` of the same chart cannot do, or does at the price of the data. Nothing when the
 * bundled database is off on either side.
 */
export function unchangeableChanges(before: Values, after: Values, facts: ChartFacts): Unchangeable[] {
  const inForce = (values: Values, path: string) =>
    valueAt(values, path) ?? facts.settings.find((setting) => setting.path === path)?.default
  const isBundled = (values: Values) => inForce(values, 'membership.postgresql.enabled') === true
  if (!isBundled(before) || !isBundled(after)) return []
  return UNCHANGEABLE.filter(({path}) => !isSame(inForce(before, path) ?? '', inForce(after, path) ?? ''))
}
