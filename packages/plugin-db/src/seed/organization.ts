import {CloudpremError} from '@cloudprem/core'
import {describeTarget, type DatabaseTarget} from '../connection/target.js'

export interface Organization {
  id: string
  ownerId: string | null
  name: string | null
}

/** How many are listed in an error. */
const MOST_LISTED = 20

/**
 * The organization to seed for: the named one, or the only one; never the first of several.
 *
 * @param origin who named it: `--organization`, `profile default`
 * @throws CloudpremError `ORGANIZATION_MISSING` (exit 3), `ORGANIZATION_AMBIGUOUS`, `ORGANIZATION_UNKNOWN` (exit 2)
 */
export function chooseOrganization(
  organizations: Organization[],
  wanted: {id: string; origin: string} | undefined,
  target: DatabaseTarget,
): Organization {
  const database = describeTarget(target)
  const [first, ...others] = organizations
  if (!first) {
    throw new CloudpremError({
      code: 'ORGANIZATION_MISSING',
      message: `There is no organization yet in the database ${database}`,
      reason: 'The first login makes one. Nothing was changed.',
      hint: ['cloudprem login', 'cloudprem db seed --wait   # goes on by itself after the login'],
      details: {database: target.database, host: target.host, port: target.port},
    })
  }
  const details = {organizations: organizations.map(({id, name}) => ({id, ...(name !== null && {name})}))}
  if (wanted) {
    const named = organizations.find(({id}) => id === wanted.id)
    if (named) return named
    throw new CloudpremError({
      code: 'ORGANIZATION_UNKNOWN',
      message: `There is no organization "${wanted.id}" (from ${wanted.origin}) in the database ${database}`,
      reason: `${listed(organizations)}\nNothing was changed.`,
      hint: `cloudprem db seed --organization ${first.id}`,
      details,
    })
  }
  if (others.length > 0) {
    throw new CloudpremError({
      code: 'ORGANIZATION_AMBIGUOUS',
      message: `There are ${organizations.length} organizations in the database ${database}, and none was named`,
      reason: `${listed(organizations)}\nNothing was changed.`,
      hint: 'cloudprem db seed --organization ID',
      details,
    })
  }
  return first
}

function listed(organizations: Organization[]): string {
  const shown = organizations.slice(0, MOST_LISTED)
  const rest = organizations.length - shown.length
  return [
    'There are:',
    ...shown.map(({id, name, ownerId}) => `  ${id}  ${name ?? `owner ${ownerId ?? 'unknown'}`}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join('\n')
}
