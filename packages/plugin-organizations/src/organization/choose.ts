import {CloudpremError} from '@cloudprem/core'
import type {Organization} from '@cloudprem/membership'

/**
 * The organization that is meant: the named one, else the profile's, else the only one. Never the first of several.
 *
 * @throws CloudpremError `ORGANIZATION_MISSING` (exit 3); `ORGANIZATION_AMBIGUOUS`, `ORGANIZATION_UNKNOWN` (exit 2)
 */
export function chooseOrganization(
  visible: Organization[],
  named: string | undefined,
  ofProfile: string | undefined,
): Organization {
  const wanted = named ?? ofProfile
  const [only, ...others] = visible
  if (!only) {
    throw new CloudpremError({
      code: 'ORGANIZATION_MISSING',
      message: 'This login sees no organization',
      reason: 'The first login at a Membership makes one; or somebody must invite this user.',
      hint: 'cloudprem whoami',
    })
  }
  if (wanted !== undefined) {
    const found = visible.find(({id}) => id === wanted)
    if (found) return found
    throw new CloudpremError({
      code: 'ORGANIZATION_UNKNOWN',
      message: `Organization ${wanted}${named === undefined ? ', which the profile names,' : ''} is not visible to this login`,
      reason: `Visible: ${listed(visible)}`,
      hint: named === undefined ? `cloudprem profiles set organization-id ${only.id}` : 'cloudprem org list',
      details: {organizations: visible.map(({id, name}) => ({id, name}))},
    })
  }
  if (others.length === 0) return only
  throw new CloudpremError({
    code: 'ORGANIZATION_AMBIGUOUS',
    message: `There are ${visible.length} organizations; which one is meant?`,
    reason: listed(visible),
    hint: [`cloudprem profiles set organization-id ${only.id}`, 'or name the ID behind the command'],
    details: {organizations: visible.map(({id, name}) => ({id, name}))},
  })
}

function listed(organizations: Organization[]): string {
  return organizations.map(({id, name}) => `${id} (${name})`).join(', ')
}
