import {Flags, registerSecret, type Question} from '@cloudprem/core'
import {randomUUID} from 'node:crypto'
import {DatabaseCommand} from '../../database-command.js'
import {databaseFlags} from '../../database-flags.js'
import {applySeed, previewSeed} from '../../seed/apply.js'
import {isNothingToDo, type SeedPlan} from '../../seed/plan.js'
import {parseRequest, problemOfBaseUrl, wantedOrganization} from '../../seed/request.js'
import {resultOf, type DbSeedResult} from '../../seed/result.js'
import {statementsOf} from '../../seed/sql.js'
import {withWaitSeconds} from '../../seed/wait-flag.js'
import {waitUntilSeedable} from '../../seed/wait.js'
import {renderNothingToDo, renderSeed, renderStackNext, renderStatements} from '../../views/seed.js'

export type {DbSeedResult}

export default class DbSeed extends DatabaseCommand<DbSeedResult> {
  static override readonly summary = 'Put the region and the stack into the Membership database.'
  static override readonly description =
    'Inserts the two rows of the deployment guide, in one transaction, into the database in which the first login has ' +
    'made the organization. Safe to repeat: rows that are there are left alone, and one that contradicts what is asked ' +
    'for ends the command before anything is changed. The ids are kept in the profile.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --base-url https://formance.example --dsn @membership.dsn',
    '<%= config.bin %> <%= command.id %> --base-url https://formance.example --dsn @membership.dsn --dry-run',
    'PGHOST=127.0.0.1 PGUSER=formance PGDATABASE=formance <%= config.bin %> <%= command.id %> --base-url https://formance.example',
  ]
  static override readonly flags = {
    ...databaseFlags,
    'base-url': Flags.string({
      description: 'address below which the stacks live (default: https://<base domain of the profile>)',
      env: 'CLOUDPREM_BASE_URL',
      helpValue: 'https://BASE_URL',
    }),
    organization: Flags.string({
      description: 'id of the organization (default: the one of the profile, else the only one there is)',
      env: 'CLOUDPREM_ORGANIZATION',
      helpValue: 'ID',
    }),
    region: Flags.string({
      description: 'name of the region',
      default: 'default',
      env: 'CLOUDPREM_REGION',
      helpValue: 'NAME',
    }),
    'region-id': Flags.string({
      description: 'UUID of the region (default: a new one)',
      env: 'CLOUDPREM_REGION_ID',
      helpValue: 'UUID',
    }),
    'stack-id': Flags.string({
      description: 'id of the stack: lower-case letters and digits',
      default: 'demo',
      env: 'CLOUDPREM_STACK_ID',
      helpValue: 'ID',
    }),
    'stack-name': Flags.string({
      description: 'name of the stack, as people see it',
      default: 'default',
      env: 'CLOUDPREM_STACK_NAME',
      helpValue: 'NAME',
    }),
    'client-secret': Flags.string({
      description: 'secret with which the stack logs in to Membership: @FILE or - (default: a random one)',
      env: 'CLOUDPREM_CLIENT_SECRET',
      helpValue: '@FILE',
    }),
    wait: Flags.integer({
      description: 'wait for the first login to make the organization, at most so long (300 without a number)',
      env: 'CLOUDPREM_WAIT',
      helpValue: '[SECONDS]',
      min: 0,
      max: 86_400,
    }),
    'dry-run': Flags.boolean({
      description: 'print the statements and their values; change nothing',
      env: 'CLOUDPREM_DRY_RUN',
    }),
  }

  async run(): Promise<DbSeedResult> {
    const {flags} = await this.parse(DbSeed, withWaitSeconds(this.argv))
    const [profileName, profile] = [await this.profileName(), await this.profile()]
    const {database, answers} = await this.chooseDatabaseAnd(flags, {
      given: {'base-url': flags['base-url'] ?? (profile.baseDomain && `https://${profile.baseDomain}`)},
      questions: {'base-url': baseUrlQuestion},
      example: '--base-url https://formance.example',
    })
    const clientSecret = flags['client-secret']
    const request = parseRequest(flags, {
      baseUrl: answers['base-url'],
      clientSecret: clientSecret === undefined ? undefined : await this.secret(clientSecret, 'client-secret'),
      organization: wantedOrganization(flags.organization, profile.organizationId, profileName),
    })
    const ids = {regionId: randomUUID(), clientSecret: randomUUID()}
    registerSecret(ids.clientSecret)

    const plan = await this.withDatabase(database, async (connection) => {
      const schema = await waitUntilSeedable(connection, {
        organization: request.organization,
        timeoutMs: (flags.wait ?? 0) * 1000,
        signal: this.signal,
        waiting: (forWhat) => this.note(`Waiting for ${forWhat} (at most ${flags.wait} s, Ctrl-C ends it) …`),
      })
      return (flags['dry-run'] ? previewSeed : applySeed)(connection, {schema, request, ids})
    })

    if (flags['dry-run']) this.printDryRun(plan)
    else {
      const {organizationId, stack, region} = plan
      await this.profiles.set(profileName, {organizationId, stackId: stack.id, regionId: region.id})
      this.printSeed(plan, profileName)
    }
    return resultOf(plan, flags['dry-run'])
  }

  private printSeed(plan: SeedPlan, profileName: string): void {
    if (isNothingToDo(plan)) this.printResult(renderNothingToDo(plan))
    else this.printResult(renderSeed(plan, profileName))
    for (const remark of plan.remarks) this.note(`Warning: ${remark}`)
    if (!isNothingToDo(plan)) this.note(renderStackNext(plan))
  }

  private printDryRun(plan: SeedPlan): void {
    if (isNothingToDo(plan)) return this.printResult(renderNothingToDo(plan))
    this.printResult(renderStatements(statementsOf(plan)))
    this.note('Dry run: nothing was changed. Between the lock and the inserts the rows are read again.')
    if (plan.region.change === 'created') this.note('A region id that was not given is another one in each run.')
  }
}

const baseUrlQuestion: Question = {
  flag: 'base-url',
  message: 'Address below which the stacks will live (https://BASE_URL)',
  validate: problemOfBaseUrl,
}
