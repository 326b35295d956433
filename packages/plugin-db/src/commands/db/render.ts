import {askMissing, CloudpremCommand, CloudpremError, Flags, refuseExisting, writeFileAtomically} from '@cloudprem/core'
import {randomUUID} from 'node:crypto'
import {collectRows, holdsSecrets, type AskedRows} from '../../render/asked-rows.js'
import {renderSqlScript} from '../../render/sql-script.js'
import {renderWizard} from '../../render/wizard.js'
import type {SeedSource} from '../../seed/asked.js'
import {openNamedFile} from '../../seed/file/open-named-file.js'
import {parseRequest, sourceOfRequest, wantedOrganization, type SeedFlags} from '../../seed/request.js'
import {problemOfBaseUrl} from '../../seed/rules.js'
import {seedFlags} from '../../seed/seed-flags.js'

export interface DbRenderResult {
  as: 'sql' | 'wizard'
  regions: number
  stacks: number
  /** Null when it was printed. */
  file: string | null
  /** What was rendered; not there when it was written to a file. */
  text?: string
}

const {file, organization, region} = seedFlags

export default class DbRender extends CloudpremCommand<DbRenderResult> {
  static override readonly summary = 'Write what db seed would do, for somebody else to run.'
  static override readonly description =
    'For whoever may not connect to the database. As sql: a script for psql with the guarantees of db seed, all checks in it, ' +
    'safe to repeat. As wizard: values for the wizard of the chart from 4.0.0 on, as far as its fields are known; what is ' +
    'inferred is marked. Connects to nothing.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --as sql --base-url https://formance.example -o seed.sql',
    '<%= config.bin %> <%= command.id %> --as sql --file seed.yaml -o seed.sql',
    '<%= config.bin %> <%= command.id %> --as wizard --base-url https://formance.example --organization qwertyuiopas',
  ]
  static override readonly flags = {
    as: Flags.option({options: ['sql', 'wizard'] as const})({
      description: 'what to write',
      env: 'CLOUDPREM_AS',
      required: true,
    }),
    output: Flags.string({
      char: 'o',
      description: 'file to write, mode 0600 (default: standard output)',
      env: 'CLOUDPREM_OUTPUT',
      helpValue: 'FILE',
    }),
    force: Flags.boolean({description: 'replace the file when it exists', env: 'CLOUDPREM_FORCE'}),
    'base-url': seedFlags['base-url'],
    'allow-http': seedFlags['allow-http'],
    organization,
    region,
    'region-id': seedFlags['region-id'],
    'stack-id': seedFlags['stack-id'],
    'stack-name': seedFlags['stack-name'],
    'client-secret': seedFlags['client-secret'],
    file,
  }

  async run(): Promise<DbRenderResult> {
    const {flags} = await this.parse(DbRender)
    const profile = await this.profile()
    if (flags.output !== undefined) await refuseExisting(flags.output, flags.force)
    if (flags.as === 'wizard') requireWizard(profile.chartVersion)
    const wanted = wantedOrganization(flags.organization, profile.organizationId, await this.profileName())
    const source =
      flags.file === undefined ? await this.ofFlags(flags, profile.baseDomain) : await openNamedFile(flags.file, flags)
    const rows = await collectRows(source, wanted)
    if (holdsSecrets(rows)) requireOutput(flags.output)

    const text = flags.as === 'sql' ? renderSqlScript(rows) : renderWizard(rows, randomUUID)
    if (flags.output === undefined) this.printResult(text)
    else await writeFileAtomically(flags.output, text, {mode: 0o600, overwrite: flags.force})
    this.tell(flags.as, rows, flags.output)
    return {
      as: flags.as,
      regions: rows.regions.length,
      stacks: rows.stacks.length,
      file: flags.output ?? null,
      ...(flags.output === undefined && {text}),
    }
  }

  private async ofFlags(flags: GivenFlags, baseDomain: string | undefined): Promise<SeedSource> {
    const given = {'base-url': flags['base-url'] ?? (baseDomain && `https://${baseDomain}`)}
    const question = {
      flag: 'base-url',
      message: 'Address below which the stacks will live (https://BASE_URL)',
      validate: (text: string) => problemOfBaseUrl(text, flags['allow-http']),
    }
    const example = 'cloudprem db render --as sql --base-url https://formance.example'
    const answers = await askMissing(await this.prompter(), given, {'base-url': question}, example)
    const secret = flags['client-secret']
    const clientSecret = secret === undefined ? undefined : await this.secret(secret, 'client-secret')
    return sourceOfRequest(parseRequest(flags, {baseUrl: answers['base-url'], clientSecret}))
  }

  private tell(as: 'sql' | 'wizard', {regions}: AskedRows, output: string | undefined): void {
    if (output !== undefined) this.note(`Wrote ${output}.`)
    if (as === 'wizard') {
      if (regions.some(({id}) => id === undefined)) this.note('The id of a region that was not given is another one in each run.')
      this.note('Fields of the wizard are known from a profile of the chart only; comments mark what is inferred.')
      if (output !== undefined) this.next(`cloudprem helm upgrade ${output}`)
    } else if (output !== undefined) this.next(`psql --no-psqlrc --file ${output} "$DSN"`)
  }
}

interface GivenFlags extends SeedFlags {
  'base-url'?: string | undefined
  'client-secret'?: string | undefined
}

/** @throws CloudpremError `CHART_UNSUPPORTED` (exit 2) for a chart that has no wizard (formancehq/helm: since 4.0.0) */
function requireWizard(chartVersion: string | undefined): void {
  if (chartVersion === undefined || Number(chartVersion.split('.')[0]) >= 4) return
  throw new CloudpremError({
    code: 'CHART_UNSUPPORTED',
    message: `The profile's chart ${chartVersion} has no wizard; charts from 4.0.0 on have one`,
    hint: 'cloudprem db render --as sql',
  })
}

/** @throws CloudpremError `USAGE` (exit 2) */
function requireOutput(output: string | undefined): void {
  if (output !== undefined) return
  throw new CloudpremError({
    code: 'USAGE',
    message: 'The client secret would be printed; name a file for it',
    hint: 'cloudprem db render --as sql --client-secret @FILE -o seed.sql',
  })
}
