import {CloudpremCommand, Flags, isCloudpremError} from '@cloudprem/core'
import {logOut} from '@cloudprem/membership'
import {forgetOrganizations} from '@cloudprem/membership/known-organizations'

export interface LogoutResult {
  profile: string
  /** False when nobody was logged in. */
  loggedOut: boolean
  /** Whether Membership was told to refuse the tokens from now on. */
  revoked: boolean
}

/** With `--all`: those that were logged in. */
export interface LogoutAllResult {
  profiles: LogoutResult[]
}

export default class Logout extends CloudpremCommand<LogoutResult | LogoutAllResult> {
  static override readonly summary = 'Forget the login of a profile, or of all, and have Membership revoke it where it can.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile demo',
    '<%= config.bin %> <%= command.id %> --all',
  ]

  static override readonly flags = {
    all: Flags.boolean({description: 'the logins of all profiles', env: 'CLOUDPREM_LOGOUT_ALL', exclusive: ['profile']}),
  }

  async run(): Promise<LogoutResult | LogoutAllResult> {
    const {flags} = await this.parse(Logout)
    if (process.env['CLOUDPREM_TOKEN']) {
      this.note('Warning: CLOUDPREM_TOKEN is set. Commands go on with that token, until you unset it.')
    }
    if (!flags.all) return this.logOutOf(await this.profileName())

    const {current, profiles} = await this.profiles.list()
    const results: LogoutResult[] = []
    for (const name of new Set([current, ...Object.keys(profiles)])) {
      if (await this.credentials.find(name)) results.push(await this.logOutOf(name))
    }
    if (results.length === 0) this.printResult('No profile is logged in; nothing to do.')
    return {profiles: results}
  }

  private async logOutOf(profile: string): Promise<LogoutResult> {
    const credentials = await this.credentials.find(profile)
    if (!credentials) {
      this.printResult(`Profile "${profile}" is not logged in; nothing to do.`)
      return {profile, loggedOut: false, revoked: false}
    }

    const revoked = await this.revoke(() => logOut(credentials, this.fetch))
    await this.credentials.update(profile, () => Promise.resolve(undefined))
    await forgetOrganizations(this.config.cacheDir, profile)

    this.printResult(`Logged out of profile "${profile}"${revoked ? '; the tokens are revoked' : ''}.`)
    return {profile, loggedOut: true, revoked}
  }

  /** Forgetting must work without a server: a failed revocation is told, not thrown. */
  private async revoke(act: () => Promise<number>): Promise<boolean> {
    try {
      return (await act()) > 0
    } catch (error) {
      const reason = isCloudpremError(error) ? error.message : String(error)
      this.note(`Warning: the tokens could not be revoked and run out by themselves. ${reason}`)
      return false
    }
  }
}
