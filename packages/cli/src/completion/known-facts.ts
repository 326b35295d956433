import {debug, type ProfileStore} from '@cloudprem/core'
import {readKnownOrganizations} from '@cloudprem/membership/known-organizations'
import {KNOWN_PLUGINS} from '../plugins/catalogue.js'
import {CONNECTOR_TYPES} from './connector-types.js'
import {VALUES_PATHS} from './values-paths.js'
import type {Candidate, KnownFacts} from './values.js'

type Profiles = Awaited<ReturnType<ProfileStore['list']>>

/** What the files of this user say. A damaged file takes its candidates away and nothing else: Tab must not fail. */
export async function readKnownFacts(store: Pick<ProfileStore, 'list'>, cacheDir: string): Promise<KnownFacts> {
  const {current, profiles} = await store.list().catch((error: unknown): Profiles => {
    debug('completion', String(error))
    return {current: '', profiles: {}}
  })
  return {
    valuesPaths: VALUES_PATHS,
    connectorTypes: CONNECTOR_TYPES,
    plugins: KNOWN_PLUGINS.map(({topics: [topic = ''], summary}) => ({value: topic, description: summary})),
    profiles: Object.entries(profiles).map(([value, {baseDomain}]) => ({
      value,
      description: [baseDomain, value === current && 'current'].filter(Boolean).join(', '),
    })),
    organizations: await readOrganizations(profiles, cacheDir),
  }
}

/** Those that profiles name, and those that Membership listed to a login last. */
async function readOrganizations(profiles: Profiles['profiles'], cacheDir: string): Promise<Candidate[]> {
  const found = new Map<string, {name?: string; of: string[]}>()
  for (const [profile, {organizationId}] of Object.entries(profiles)) {
    if (organizationId) found.set(organizationId, {of: [...(found.get(organizationId)?.of ?? []), profile]})
  }
  for (const profile of Object.keys(profiles)) {
    for (const {id, name} of await readKnownOrganizations(cacheDir, profile)) {
      found.set(id, {of: found.get(id)?.of ?? [], name})
    }
  }
  return [...found].map(([value, {name, of}]) => ({
    value,
    description: [name, of.length > 0 && `of profile ${of.join(', ')}`].filter(Boolean).join(', '),
  }))
}
