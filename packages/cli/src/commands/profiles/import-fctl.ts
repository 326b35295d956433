import {CloudpremCommand, Flags, isProfileName} from '@cloudprem/core'
import {findInstallations} from '../../fctl/find-installations.js'
import type {FctlProfile} from '../../fctl/found-profile.js'

export interface ProfilesImportFctlResult {
  imported: {name: string; fctlName: string; membershipUri: string; loggedIn: boolean}[]
  /** What was left out, and why, in sentences. */
  leftOut: string[]
}

export default class ProfilesImportFctl extends CloudpremCommand<ProfilesImportFctlResult> {
  static override readonly summary =
    "Take over fctl's profiles and logins, of its 2.x and 3.x files; nothing of fctl's is changed."
  static override readonly description =
    'A login that is taken over works here at once. Membership gives each refresh token once: when cloudprem has refreshed, fctl ' +
    'asks to log in again. Profiles that exist here already are left as they are, unless --overwrite is given.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --only demo',
    '<%= config.bin %> <%= command.id %> --from ~/.config/formance/fctl --overwrite',
  ]
  static override readonly flags = {
    from: Flags.string({description: "fctl's file (2.x) or folder (3.x)", env: 'CLOUDPREM_FCTL_CONFIG', helpValue: 'PATH'}),
    only: Flags.string({
      description: 'only this profile',
      env: 'CLOUDPREM_FCTL_PROFILE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    overwrite: Flags.boolean({description: 'replace profiles of the same name', env: 'CLOUDPREM_OVERWRITE'}),
  }

  async run(): Promise<ProfilesImportFctlResult> {
    const {flags} = await this.parse(ProfilesImportFctl)
    const installations = await findInstallations(flags.from)
    const before = await this.profiles.list()
    const leftOut = installations.flatMap(({problems}) => problems)
    const imported: ProfilesImportFctlResult['imported'] = []

    // Of one name in both layouts the newer holds.
    const byName = new Map(installations.flatMap(({profiles}) => profiles.map((profile) => [profile.name, profile] as const)))
    for (const profile of byName.values()) {
      if (flags.only && !flags.only.includes(profile.name)) continue
      const problem = this.problemOf(profile, Object.keys(before.profiles), flags.overwrite)
      if (problem !== undefined) {
        leftOut.push(problem)
        continue
      }
      const name = asOurs(profile.name)
      await this.take(name, profile)
      imported.push({
        name,
        fctlName: profile.name,
        membershipUri: profile.membershipUri,
        loggedIn: profile.credentials !== undefined,
      })
    }
    for (const name of flags.only ?? []) if (!byName.has(name)) leftOut.push(`fctl has no profile "${name}".`)

    const current = asOurs(installations.at(-1)?.current ?? '')
    const noneBefore = Object.keys(before.profiles).length === 0
    if (noneBefore && imported.some(({name}) => name === current)) await this.profiles.use(current)

    this.printResult(
      imported.map(({name, membershipUri, loggedIn}) => `${name}  ${membershipUri}  ${loggedIn ? 'logged in' : 'not logged in'}`),
    )
    for (const sentence of leftOut) this.note(sentence)
    if (imported.length > 0) {
      this.next('cloudprem profiles list', `cloudprem org list --profile ${imported[0]?.name ?? 'default'}`)
    } else this.printResult('Nothing was taken over.')
    return {imported, leftOut}
  }

  private problemOf(profile: FctlProfile, existing: string[], overwrite: boolean): string | undefined {
    const name = asOurs(profile.name)
    if (!isProfileName(name)) return `Profile "${profile.name}" is left out: its name cannot be one of ours.`
    if (!URL.canParse(profile.membershipUri)) return `Profile "${profile.name}" is left out: it names no Membership.`
    if (existing.includes(name) && !overwrite)
      return `Profile "${name}" exists here and is left as it is; --overwrite replaces it.`
    return undefined
  }

  private async take(name: string, {membershipUri, organizationId, stackId, credentials}: FctlProfile): Promise<void> {
    // The login first: a profile without one is mended by `login`, a login without a profile by nothing.
    await this.credentials.update(name, () => Promise.resolve(credentials))
    await this.profiles.set(name, {membershipUri, organizationId, stackId})
  }
}

/** Blanks and the like in a name become hyphens. */
function asOurs(name: string): string {
  return name.trim().replace(/[^A-Za-z0-9._-]+/g, '-')
}
