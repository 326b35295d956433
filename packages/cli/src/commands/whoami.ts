import {CloudpremCommand, renderPairs} from '@cloudprem/core'
import {connectMembership, listOrganizations} from '@cloudprem/membership'

export interface WhoamiResult {
  profile: string
  membershipUri: string
  email?: string
  subject: string
  /** When the access token ends (ISO 8601); it is refreshed by itself. */
  tokenExpiresAt: string
  version?: string
  generation?: 2 | 3
  organizations: {id: string; name: string; owner: boolean}[]
}

export default class Whoami extends CloudpremCommand<WhoamiResult> {
  static override readonly summary = 'Show who is logged in, to which Membership, and what is visible there.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  async run(): Promise<WhoamiResult> {
    await this.parse(Whoami)
    const client = await connectMembership(await this.clientContext())
    const organizations = await listOrganizations(client).all()
    const server = await client.serverInfo()
    const {session} = client

    const result: WhoamiResult = {
      profile: await this.profileName(),
      membershipUri: session.membershipUri,
      ...(session.email && {email: session.email}),
      subject: session.subject,
      tokenExpiresAt: session.expiresAt.toISOString(),
      ...(server && {version: server.version}),
      ...(server?.generation && {generation: server.generation}),
      organizations: organizations.map(({id, name, ownerId}) => ({id, name, owner: ownerId === session.subject})),
    }
    this.printResult([
      result.email ?? result.subject,
      ...renderPairs([
        ['Profile', result.profile],
        ['Membership', `${result.membershipUri}${result.version ? ` (${result.version})` : ''}`],
        ['Token', `until ${result.tokenExpiresAt}, refreshed by itself`],
        [
          'Organizations',
          result.organizations.map(({id, name, owner}) => `${id}  ${name}${owner ? '  (owner)' : ''}`).join('\n') || 'none',
        ],
      ]),
    ])
    return result
  }
}
