import {Args, Flags, ListCommand, type Column} from '@cloudprem/core'
import {readHistory, type HistoryEntry} from '@cloudprem/membership'
import {keyAndValue} from '../../key-and-value.js'
import {openOrganization} from '../../organization/open-organization.js'
import {take} from '../../take.js'

const columns: Column<HistoryEntry>[] = [
  {name: 'date', value: ({date}) => date},
  {name: 'action', value: ({action}) => action},
  {name: 'user', value: ({userId}) => userId},
  {name: 'data', value: ({data}) => JSON.stringify(data)},
  {name: 'seq', value: ({seq}) => seq, extra: true},
]

export default class OrgHistory extends ListCommand {
  static override readonly summary = 'Show what was done to an organization and to what is in it, newest first.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --action organizations.updated --limit 10',
    '<%= config.bin %> <%= command.id %> --stack demo --output csv',
  ]
  static override readonly args = {
    organization: Args.string({description: 'organization ID (default: the one of the profile, or the only one)'}),
  }
  static override readonly flags = {
    action: Flags.string({description: 'only this action: stacks.created', env: 'CLOUDPREM_ACTION'}),
    user: Flags.string({description: 'only what this user did, by ID', aliases: ['user-id'], env: 'CLOUDPREM_USER'}),
    stack: Flags.string({description: 'only what concerns this stack, by ID', env: 'CLOUDPREM_STACK'}),
    data: Flags.string({
      description: 'only entries whose data has this: KEY=VALUE',
      env: 'CLOUDPREM_DATA',
      helpValue: 'KEY=VALUE',
    }),
    limit: Flags.integer({description: 'no more entries than that', default: 100, min: 1, env: 'CLOUDPREM_LIMIT'}),
  }

  async run(): Promise<void> {
    const {args, flags} = await this.parse(OrgHistory)
    const [key, value] = flags.data === undefined ? [] : keyAndValue('data', flags.data)
    const {client, organizationId} = await openOrganization(await this.clientContext(), await this.profile(), args.organization)
    const entries = readHistory(client, organizationId, {
      ...(flags.action !== undefined && {action: flags.action}),
      ...(flags.user !== undefined && {userId: flags.user}),
      ...(flags.stack !== undefined && {stackId: flags.stack}),
      ...(key !== undefined && value !== undefined && {key, value}),
    })

    await this.printList({key: 'history', rows: take(entries, flags.limit), columns, empty: 'Nothing is recorded.'}, flags)
  }
}
