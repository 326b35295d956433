import {Args, CloudpremCommand, renderPairs, type Profile} from '@cloudprem/core'
import {profileSettings} from '../../profile-settings.js'

export interface ProfilesShowResult {
  name: string
  current: boolean
  loggedIn: boolean
  profile: Profile
}

export default class ProfilesShow extends CloudpremCommand<ProfilesShowResult> {
  static override readonly summary = 'Show what is known of a deployment.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> demo']
  static override readonly args = {profile: Args.string({description: 'name of the profile (default: the one in use)'})}

  async run(): Promise<ProfilesShowResult> {
    const {args} = await this.parse(ProfilesShow)
    const name = args.profile ?? (await this.profileName())
    const profile = args.profile ? await this.profiles.require(name) : await this.profile()
    const loggedIn = (await this.credentials.find(name)) !== undefined
    const current = name === (await this.profiles.currentName())

    this.printResult([
      `Profile "${name}"${current ? ' (current)' : ''}`,
      ...renderPairs([
        ...profileSettings.map(({setting, key}): [string, string] => [setting, profile[key] ?? '-']),
        ['login', loggedIn ? 'stored' : '-'],
      ]),
    ])
    return {name, current, loggedIn, profile}
  }
}
