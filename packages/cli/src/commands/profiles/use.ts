import {Args, CloudpremCommand} from '@cloudprem/core'

export interface ProfilesUseResult {
  current: string
}

export default class ProfilesUse extends CloudpremCommand<ProfilesUseResult> {
  static override readonly summary = 'Make a profile the one that commands use when none is named.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> demo']
  static override readonly args = {profile: Args.string({description: 'name of the profile', required: true})}

  async run(): Promise<ProfilesUseResult> {
    const {args} = await this.parse(ProfilesUse)
    await this.profiles.use(args.profile)
    this.printResult(`Commands now use profile "${args.profile}".`)
    return {current: args.profile}
  }
}
