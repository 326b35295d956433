import path from 'node:path'
import * as v from 'valibot'
import {CloudpremError} from '../errors/cloudprem-error.js'
import {VersionedStore} from '../files/versioned-store.js'
import {DEFAULT_PROFILE, isProfileName, profileSchema, type Profile, type ProfileKey} from './profile.js'

const schema = v.object({
  version: v.literal(1),
  /** Name of the profile that is used when none is named. */
  current: v.string(),
  profiles: v.record(v.string(), profileSchema),
})

type ProfilesFile = v.InferOutput<typeof schema>

/** The profiles of this user: `profiles.json` in the configuration folder. */
export class ProfileStore {
  private readonly store: VersionedStore<ProfilesFile>

  constructor(configDir: string) {
    this.store = new VersionedStore<ProfilesFile>({
      file: path.join(configDir, 'profiles.json'),
      version: 1,
      schema,
      empty: () => ({version: 1, current: DEFAULT_PROFILE, profiles: {}}),
    })
  }

  get file(): string {
    return this.store.file
  }

  async list(): Promise<{current: string; profiles: Record<string, Profile>}> {
    const {current, profiles} = await this.store.read()
    return {current, profiles}
  }

  /** The name used when none is given. */
  async currentName(): Promise<string> {
    return (await this.store.read()).current
  }

  /** The profile of this name, or undefined. */
  async find(name: string): Promise<Profile | undefined> {
    const {profiles} = await this.store.read()
    return Object.hasOwn(profiles, name) ? profiles[name] : undefined
  }

  /** @throws CloudpremError `PROFILE_UNKNOWN` (exit 2), naming those that exist */
  async require(name: string): Promise<Profile> {
    const {profiles} = await this.store.read()
    const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined
    if (!profile) throw unknownProfile(name, Object.keys(profiles))
    return profile
  }

  /** Lays `change` over the profile and makes the profile if it is new. `undefined` removes a key. */
  async set(name: string, change: Partial<Record<ProfileKey, string | undefined>>): Promise<Profile> {
    requireProfileName(name)
    // A profile is used from any folder.
    if (change.valuesFile !== undefined) change = {...change, valuesFile: path.resolve(change.valuesFile)}
    const file = await this.store.update((content) => {
      const before: Profile = (Object.hasOwn(content.profiles, name) ? content.profiles[name] : undefined) ?? {}
      const next = {...before, ...change} as Profile
      // What was found out about one Membership does not hold for another.
      if (next.membershipUri !== before.membershipUri && change.membershipApi === undefined) delete next.membershipApi
      for (const key of Object.keys(next) as ProfileKey[]) if (next[key] === undefined) delete next[key]
      content.profiles[name] = next
      return content
    })
    return file.profiles[name] ?? {}
  }

  /** Makes `name` the one that is used when none is named. @throws CloudpremError `PROFILE_UNKNOWN` (exit 2) */
  async use(name: string): Promise<void> {
    await this.store.update((content) => {
      if (!Object.hasOwn(content.profiles, name)) throw unknownProfile(name, Object.keys(content.profiles))
      return {...content, current: name}
    })
  }

  /** Gives a profile another name. @throws CloudpremError `PROFILE_UNKNOWN`, `PROFILE_VALUE_INVALID` (exit 2), also when the new name is taken */
  async rename(from: string, to: string): Promise<void> {
    requireProfileName(to)
    await this.store.update(({profiles, current, ...rest}) => {
      const profile = Object.hasOwn(profiles, from) ? profiles[from] : undefined
      if (!profile) throw unknownProfile(from, Object.keys(profiles))
      if (Object.hasOwn(profiles, to)) {
        throw new CloudpremError({code: 'PROFILE_VALUE_INVALID', message: `There is a profile "${to}" already`})
      }
      const others = Object.fromEntries(Object.entries(profiles).filter(([name]) => name !== from))
      return {...rest, current: current === from ? to : current, profiles: {...others, [to]: profile}}
    })
  }

  /** Forgets a profile; when it was the current one, that is the default again. @throws CloudpremError `PROFILE_UNKNOWN` (exit 2) */
  async remove(name: string): Promise<void> {
    await this.store.update((content) => {
      if (!Object.hasOwn(content.profiles, name)) throw unknownProfile(name, Object.keys(content.profiles))
      delete content.profiles[name]
      return {...content, current: content.current === name ? DEFAULT_PROFILE : content.current}
    })
  }
}

function requireProfileName(name: string): void {
  if (isProfileName(name)) return
  throw new CloudpremError({
    code: 'PROFILE_VALUE_INVALID',
    message: `"${name}" is no name for a profile`,
    reason: 'A name has letters, digits, dots, underscores and hyphens, and starts with a letter or digit.',
  })
}

function unknownProfile(name: string, existing: string[]): CloudpremError {
  return new CloudpremError({
    code: 'PROFILE_UNKNOWN',
    message: `There is no profile "${name}"`,
    reason: existing.length > 0 ? `There are: ${existing.toSorted().join(', ')}` : 'There are no profiles yet.',
    hint: existing.length > 0 ? 'cloudprem profiles list' : 'cloudprem login --membership-uri https://membership.BASE_URL/api',
    details: {profiles: existing},
  })
}
