import {CloudpremCommand, isCloudpremError, renderPairs} from '@cloudprem/core'
import {connectMembership, listOrganizations, type MembershipClient, type Organization} from '@cloudprem/membership'

export interface WhoamiResult {
  profile: string
  membershipUri: string
  email?: string
  subject: string
  /** A person; a machine that logged in with a client of an organization; a ready token from CLOUDPREM_TOKEN. */
  kind: 'person' | 'machine' | 'token'
  /** When the access token ends (ISO 8601), if that is known; it is refreshed by itself unless it is a ready one. */
  tokenExpiresAt?: string
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
    const organizations = await this.visible(client)
    const server = await client.serverInfo()
    const {session} = client

    const result: WhoamiResult = {
      profile: await this.profileName(),
      membershipUri: session.membershipUri,
      ...(session.email && {email: session.email}),
      subject: session.subject,
      kind: session.kind,
      ...(session.expiresAt && {tokenExpiresAt: session.expiresAt.toISOString()}),
      ...(server && {version: server.version}),
      ...(server?.generation && {generation: server.generation}),
      organizations: organizations.map(({id, name, ownerId}) => ({id, name, owner: ownerId === session.subject})),
    }
    this.printResult([
      result.email ?? result.subject,
      ...renderPairs([
        ['Profile', result.profile],
        ['Membership', `${result.membershipUri}${result.version ? ` (${result.version})` : ''}`],
        ['Login', KINDS[session.kind]],
        ['Token', renderToken(result)],
        [
          'Organizations',
          result.organizations.map(({id, name, owner}) => `${id}  ${name}${owner ? '  (owner)' : ''}`).join('\n') || 'none',
        ],
      ]),
    ])
    return result
  }

  /** A machine need not be allowed to list organizations. */
  private async visible(client: MembershipClient): Promise<Organization[]> {
    try {
      return await listOrganizations(client).all()
    } catch (error) {
      if (client.session.kind === 'person' || !isCloudpremError(error) || error.details?.['status'] !== 403) throw error
      this.note('This login may not list organizations.')
      return []
    }
  }
}

const KINDS = {
  person: 'of a person',
  machine: 'of a machine, by a client and its secret',
  token: 'none: the token in CLOUDPREM_TOKEN',
}

function renderToken({kind, tokenExpiresAt}: WhoamiResult): string {
  if (tokenExpiresAt === undefined) return 'does not say how long it holds'
  return `until ${tokenExpiresAt}, ${kind === 'token' ? 'not refreshed' : 'refreshed by itself'}`
}
