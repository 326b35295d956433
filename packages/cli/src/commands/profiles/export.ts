import {Args, CloudpremCommand, shellWord, type Profile} from '@cloudprem/core'
import {profileSettings} from '../../profile-settings.js'

export interface ProfilesExportResult {
  profiles: Record<string, Profile>
}

export default class ProfilesExport extends CloudpremCommand<ProfilesExportResult> {
  static override readonly summary = 'Print profiles as commands that make them elsewhere. No login and no secret is in it.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> demo > demo.sh',
    '<%= config.bin %> <%= command.id %> --json',
  ]
  static override readonly args = {profile: Args.string({description: 'only this one (default: all)'})}

  async run(): Promise<ProfilesExportResult> {
    const {args} = await this.parse(ProfilesExport)
    const {profiles: all} = await this.profiles.list()
    const profiles = args.profile === undefined ? all : {[args.profile]: await this.profiles.require(args.profile)}

    this.printResult(
      Object.entries(profiles).flatMap(([name, profile]) =>
        profileSettings.flatMap(({setting, key}) => {
          const value = profile[key]
          return value === undefined ? [] : [`cloudprem profiles set --profile ${name} ${setting} ${shellWord(value)}`]
        }),
      ),
    )
    return {profiles}
  }
}
