import {debug, type ProfileStore} from '@cloudprem/core'
import {VALUES_PATHS} from './values-paths.js'
import type {KnownFacts} from './values.js'

/** What the files of this user say. A damaged file takes its candidates away and nothing else: Tab must not fail. */
export async function readKnownFacts(store: Pick<ProfileStore, 'list'>): Promise<KnownFacts> {
  const {current, profiles} = await store.list().catch((error: unknown) => {
    debug('completion', String(error))
    return {current: '', profiles: {}}
  })
  const organizations = new Map<string, string[]>()
  for (const [name, {organizationId}] of Object.entries(profiles))
    if (organizationId) organizations.set(organizationId, [...(organizations.get(organizationId) ?? []), name])
  return {
    valuesPaths: VALUES_PATHS,
    profiles: Object.entries(profiles).map(([value, {baseDomain}]) => ({
      value,
      description: [baseDomain, value === current && 'current'].filter(Boolean).join(', '),
    })),
    organizations: [...organizations].map(([value, names]) => ({value, description: `of profile ${names.join(', ')}`})),
  }
}
