import {Args, CloudpremCommand} from '@cloudprem/core'
import {forgetOrganizations} from '@cloudprem/membership/known-organizations'

export interface ProfilesDeleteResult {
  deleted: string
  /** Whether a login was forgotten with it; Membership was not asked to revoke it. */
  loggedIn: boolean
}

export default class ProfilesDelete extends CloudpremCommand<ProfilesDeleteResult> {
  static override readonly summary = 'Forget a profile and its login. The deployment itself is not touched.'
  static override readonly description =
    'The tokens are forgotten here, not revoked: `logout --profile NAME` before it has Membership do that.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = {profile: Args.string({description: 'name of the profile', required: true})}

  async run(): Promise<ProfilesDeleteResult> {
    const {args} = await this.parse(ProfilesDelete)
    const name = args.profile
    await this.profiles.require(name)
    const loggedIn = (await this.credentials.find(name)) !== undefined
    await this.confirm(`Forget profile "${name}"${loggedIn ? ' and its login' : ''}?`)

    await this.credentials.update(name, () => Promise.resolve(undefined))
    await this.profiles.remove(name)
    await forgetOrganizations(this.config.cacheDir, name)

    this.printResult(`Profile "${name}" is forgotten.`)
    return {deleted: name, loggedIn}
  }
}
