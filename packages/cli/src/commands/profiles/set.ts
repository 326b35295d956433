import {Args, CloudpremCommand, CloudpremError, Flags, type Profile} from '@cloudprem/core'
import {profileSettings, settingProblem} from '../../profile-settings.js'

export interface ProfilesSetResult {
  name: string
  profile: Profile
}

export default class ProfilesSet extends CloudpremCommand<ProfilesSetResult> {
  static override readonly summary = 'Change one setting of a profile; a profile that does not exist is made.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> base-domain formance.example',
    '<%= config.bin %> <%= command.id %> --profile demo membership-uri https://membership.formance.example/api',
    '<%= config.bin %> <%= command.id %> stack-id --unset',
  ]
  static override readonly args = {
    setting: Args.string({
      description: 'what to change',
      required: true,
      options: profileSettings.map(({setting}) => setting),
    }),
    value: Args.string({description: 'its value'}),
  }
  static override readonly flags = {
    unset: Flags.boolean({description: 'forget the setting', env: 'CLOUDPREM_UNSET'}),
  }

  async run(): Promise<ProfilesSetResult> {
    const {args, flags} = await this.parse(ProfilesSet)
    const {setting, value} = args
    if ((value === undefined) !== flags.unset) {
      throw new CloudpremError({
        code: 'USAGE',
        message: flags.unset ? `${setting} cannot be set and unset at once` : `The value of ${setting} is missing`,
        hint: [`cloudprem profiles set ${setting} VALUE`, `cloudprem profiles set ${setting} --unset`],
      })
    }
    const key = profileSettings.find((each) => each.setting === setting)?.key
    if (!key) throw new CloudpremError({code: 'USAGE', message: `There is no setting "${setting}"`})
    const problem = value === undefined ? undefined : settingProblem(key, value)
    if (problem) {
      throw new CloudpremError({code: 'PROFILE_VALUE_INVALID', message: `"${value}" is no value for ${setting}`, reason: problem})
    }

    const name = await this.profileName()
    const profile = await this.profiles.set(name, {[key]: value})

    this.printResult(
      value === undefined ? `${setting} of profile "${name}" is forgotten.` : `${setting} of profile "${name}" is ${value}.`,
    )
    return {name, profile}
  }
}
