import {Args, CloudpremCommand} from '@cloudprem/core'
import {forgetOrganizations} from '@cloudprem/membership/known-organizations'

export interface ProfilesRenameResult {
  from: string
  to: string
}

export default class ProfilesRename extends CloudpremCommand<ProfilesRenameResult> {
  static override readonly summary = 'Give a profile another name; its login comes along.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo production']
  static override readonly args = {
    from: Args.string({description: 'name of the profile', required: true}),
    to: Args.string({description: 'its new name', required: true}),
  }

  async run(): Promise<ProfilesRenameResult> {
    const {args} = await this.parse(ProfilesRename)
    const {from, to} = args
    await this.profiles.rename(from, to)
    const login = await this.credentials.find(from)
    if (login) {
      await this.credentials.update(to, () => Promise.resolve(login))
      await this.credentials.update(from, () => Promise.resolve(undefined))
    }
    await forgetOrganizations(this.config.cacheDir, from)

    this.printResult(`Profile "${from}" is now called "${to}".`)
    return {from, to}
  }
}
