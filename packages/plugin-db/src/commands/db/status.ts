import {ExitCode, Flags, type Profile} from '@cloudprem/core'
import {randomUUID} from 'node:crypto'
import type {DatabaseConnection} from '../../connection/connect.js'
import {DatabaseCommand} from '../../database-command.js'
import {databaseFlags} from '../../database-flags.js'
import {inSnapshot} from '../../export/read-rows.js'
import {readSchema, type MembershipSchema} from '../../schema/read-schema.js'
import {requireReadable} from '../../schema/require-readable.js'
import type {SeedSource} from '../../seed/asked.js'
import {openNamedFile} from '../../seed/file/open-named-file.js'
import {parseRequest, sourceOfRequest, wantedOrganization} from '../../seed/request.js'
import {problemOfRegionId} from '../../seed/rules.js'
import {inspectSeed, type SeedInput} from '../../seed/run-seed.js'
import {seedFlags} from '../../seed/seed-flags.js'
import {driftOf, driftOfError, type Drift} from '../../status/drift.js'
import {readOverview, type Overview} from '../../status/overview.js'
import {renderDrift, renderOverview} from '../../views/status.js'

export interface DbStatusResult extends Overview {
  /** What was asked for: the name of the file, `flags`, or null when nothing was. */
  asked: string | null
  drift: Drift[]
}

export default class DbStatus extends DatabaseCommand<DbStatusResult> {
  static override readonly summary = 'Show what is in the Membership database, against what was asked for.'
  static override readonly description =
    'Organizations, regions, and stacks by state; and in what they are not as a seed file, the flags of db seed or the profile ' +
    'have them. Takes no lock and changes nothing. Ends with 0, or with 4 for drift under --exit-code.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --dsn @membership.dsn',
    '<%= config.bin %> <%= command.id %> --file seed.yaml --exit-code --dsn @membership.dsn',
    '<%= config.bin %> <%= command.id %> --base-url https://formance.example --json --dsn @membership.dsn',
  ]
  static override readonly flags = {
    file: seedFlags.file,
    'base-url': seedFlags['base-url'],
    'allow-http': seedFlags['allow-http'],
    organization: seedFlags.organization,
    region: seedFlags.region,
    'region-id': Flags.string({
      description: 'UUID of the region (default: the one of the profile)',
      env: 'CLOUDPREM_REGION_ID',
      helpValue: 'UUID',
    }),
    'stack-id': Flags.string({
      description: 'id of the stack (default: the one of the profile, else demo)',
      env: 'CLOUDPREM_STACK_ID',
      helpValue: 'ID',
    }),
    'stack-name': seedFlags['stack-name'],
    'exit-code': Flags.boolean({description: 'end with 4 when there is drift', env: 'CLOUDPREM_EXIT_CODE'}),
    ...databaseFlags,
  }

  async run(): Promise<DbStatusResult> {
    const {flags} = await this.parse(DbStatus)
    const profile = await this.profile()
    const source = flags.file === undefined ? sourceOf(flags, profile) : await openNamedFile(flags.file, flags)
    const organization = wantedOrganization(flags.organization, profile.organizationId, await this.profileName())

    const {overview, drift} = await this.withDatabase(await this.chooseDatabase(flags), async (connection) => {
      const schema = await readSchema(connection)
      requireReadable(schema, connection.target)
      return {
        drift: source ? await findDrift(connection, schema, source, organization) : [],
        overview: await inSnapshot(connection, () => readOverview(connection, schema)),
      }
    })

    const asked = source && (source.file ?? 'flags')
    const compared = asked === undefined ? [] : renderDrift(drift, asked === 'flags' ? 'what flags and profile ask for' : asked)
    this.printResult([...renderOverview(overview), ...compared])
    if (asked === undefined) this.note('Nothing to compare with: name --file or --base-url, or set baseDomain in the profile.')
    if (drift.length > 0 && flags['exit-code']) this.exitWith(ExitCode.invalid)
    return {...overview, asked: asked ?? null, drift}
  }
}

interface GivenFlags {
  'base-url'?: string | undefined
  'allow-http': boolean
  region: string
  'region-id'?: string | undefined
  'stack-id'?: string | undefined
  'stack-name': string
}

/** What flags and profile ask for; undefined when there is no base URL in either. */
function sourceOf(flags: GivenFlags, profile: Profile): SeedSource | undefined {
  const baseUrl = flags['base-url'] ?? (profile.baseDomain && `https://${profile.baseDomain}`)
  if (baseUrl === undefined) return undefined
  const known = profile.regionId !== undefined && problemOfRegionId(profile.regionId) === undefined ? profile.regionId : undefined
  const regionId = flags['region-id'] ?? known
  const request = {
    ...flags,
    'stack-id': flags['stack-id'] ?? profile.stackId ?? 'demo',
    ...(regionId !== undefined && {'region-id': regionId}),
  }
  return sourceOfRequest(parseRequest(request, {baseUrl}))
}

async function findDrift(
  connection: DatabaseConnection,
  schema: MembershipSchema,
  source: SeedSource,
  organization: SeedInput['organization'],
): Promise<Drift[]> {
  const newIds = {regionId: randomUUID, clientSecret: randomUUID}
  try {
    return driftOf(await inspectSeed(connection, {schema, source, organization, newIds, prune: source.file !== undefined}))
  } catch (error) {
    const drift = driftOfError(error)
    if (!drift) throw error
    return [drift]
  }
}
