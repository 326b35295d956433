import {CloudpremCommand, renderTable, type Profile} from '@cloudprem/core'

export interface ProfilesListResult {
  current: string
  profiles: ({name: string} & Profile)[]
}

export default class ProfilesList extends CloudpremCommand<ProfilesListResult> {
  static override readonly summary = 'List the deployments that are known here.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  async run(): Promise<ProfilesListResult> {
    await this.parse(ProfilesList)
    const {current, profiles} = await this.profiles.list()
    const result = {current, profiles: Object.entries(profiles).map(([name, profile]) => ({name, ...profile}))}

    if (result.profiles.length === 0) {
      this.printResult('No profiles yet.')
      this.next('cloudprem login --membership-uri https://membership.BASE_URL/api', 'cloudprem profiles set base-domain BASE_URL')
      return result
    }
    this.printResult(
      renderTable(
        ['', 'NAME', 'DOMAIN', 'MEMBERSHIP', 'ORGANIZATION', 'STACK'],
        result.profiles.map(({name, ...profile}) => [
          name === current ? '*' : '',
          name,
          profile.baseDomain ?? '-',
          profile.membershipUri ?? '-',
          profile.organizationId ?? '-',
          profile.stackId ?? '-',
        ]),
      ),
    )
    return result
  }
}
