import {CloudpremError, registerSecret, type Question} from '@cloudprem/core'
import {randomUUID} from 'node:crypto'
import {addAbortSignal} from 'node:stream'
import type {DatabaseChoice} from '../../connection/open-database.js'
import {DatabaseCommand} from '../../database-command.js'
import {databaseFlags, type DatabaseFlags} from '../../database-flags.js'
import {checkSchema} from '../../schema/check-schema.js'
import type {SeedSource} from '../../seed/asked.js'
import {requireWritable, writeClientSecret} from '../../seed/client-secret-files.js'
import {openNamedFile} from '../../seed/file/open-named-file.js'
import {isNothingToDo, type Removals} from '../../seed/plan.js'
import {parseRequest, sourceOfRequest, wantedOrganization, type SeedFlags} from '../../seed/request.js'
import {resultOfFile, resultOfFlags, type DbSeedResult} from '../../seed/result.js'
import {problemOfBaseUrl} from '../../seed/rules.js'
import {applySeed, rehearseSeed, type SeedOutcome} from '../../seed/run-seed.js'
import {seedFlags} from '../../seed/seed-flags.js'
import {withWaitSeconds} from '../../seed/wait-flag.js'
import {waitUntilSeedable} from '../../seed/wait.js'
import {
  renderNothingToDo,
  renderNothingToDoOfFile,
  renderRemovals,
  renderSeed,
  renderSeedOfFile,
  renderStackNext,
  renderStatements,
} from '../../views/seed.js'

export type {DbSeedResult}

export default class DbSeed extends DatabaseCommand<DbSeedResult> {
  static override readonly summary = 'Put regions and stacks into the Membership database.'
  static override readonly description =
    'Inserts the two rows of the deployment guide, or those of a file, in one transaction, into the database in which ' +
    'the first login has made the organization. Safe to repeat: rows that are there are left alone, and one that ' +
    'contradicts what is asked for ends the command before anything is changed. The ids are kept in the profile.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --base-url https://formance.example --dsn @membership.dsn',
    '<%= config.bin %> <%= command.id %> --base-url https://formance.example --dsn @membership.dsn --dry-run',
    '<%= config.bin %> <%= command.id %> --file seed.yaml --dsn @membership.dsn',
    'PGHOST=127.0.0.1 PGUSER=formance PGDATABASE=formance <%= config.bin %> <%= command.id %> --base-url https://formance.example',
  ]
  static override readonly flags = {...databaseFlags, ...seedFlags}

  private profileInUse = ''

  async run(): Promise<DbSeedResult> {
    const {flags} = await this.parse(DbSeed, withWaitSeconds(this.argv))
    this.profileInUse = await this.profileName()
    const profile = await this.profile()
    // A pipe may never give anything, and Ctrl-C must get through then.
    if (flags.file === '-') addAbortSignal(this.signal, process.stdin)
    const organization = wantedOrganization(flags.organization, profile.organizationId, this.profileInUse)
    const [database, source] = await this.complete(flags, profile.baseDomain)
    const files = {secret: flags['client-secret-file'], manifest: flags['client-secret-manifest']}

    const outcome = await this.withDatabase(database, async (connection) => {
      const schema = await waitUntilSeedable(connection, {
        organization,
        needsOne: source.file === undefined,
        timeoutMs: (flags.wait ?? 0) * 1000,
        signal: this.signal,
        waiting: (forWhat) => this.note(`Waiting for ${forWhat} (at most ${flags.wait} s, Ctrl-C ends it) …`),
      })
      for (const column of checkSchema(schema).leftOut) this.note(`Warning: this Membership has no ${column}; it is left out.`)
      return (flags['dry-run'] ? rehearseSeed : applySeed)(connection, {
        schema,
        source,
        organization,
        prune: flags.prune,
        newIds: {regionId: randomUUID, clientSecret: newClientSecret},
        confirmRemovals: (removals) => this.confirmRemovals(removals, flags['dry-run']),
        beforeCommit: ({stack}) => requireWritable(files, stack),
      })
    })
    if (!flags['dry-run']) {
      for (const file of await writeClientSecret(files, outcome.stack)) this.note(`Wrote ${file}, with the client secret.`)
      await this.keep(outcome)
    }
    return this.report(outcome, source, flags['dry-run'])
  }

  /** The way to the database and what is asked of it; asks for what is missing. */
  private async complete(flags: GivenFlags, baseDomain: string | undefined): Promise<[DatabaseChoice, SeedSource]> {
    if (flags.file !== undefined) return [await this.chooseDatabase(flags), await openNamedFile(flags.file, flags)]
    if (flags.prune) {
      throw new CloudpremError({
        code: 'USAGE',
        message: '--prune needs --file: what flags ask for is never all there is',
        hint: 'cloudprem db seed --file seed.yaml --prune --dry-run',
      })
    }
    const {database, answers} = await this.chooseDatabaseAnd(flags, {
      given: {'base-url': flags['base-url'] ?? (baseDomain && `https://${baseDomain}`)},
      questions: {'base-url': baseUrlQuestion(flags['allow-http'])},
      example: '--base-url https://formance.example',
    })
    const secret = flags['client-secret']
    const clientSecret = secret === undefined ? undefined : await this.secret(secret, 'client-secret')
    return [database, sourceOfRequest(parseRequest(flags, {baseUrl: answers['base-url'], clientSecret}))]
  }

  private async confirmRemovals(removals: Removals, dryRun: boolean): Promise<void> {
    this.note(renderRemovals(removals).join('\n'))
    if (!dryRun) await this.confirm('Remove them from the database? There is no way back')
  }

  /** The ids of the only stack that was asked for. */
  private async keep({stack, plan}: SeedOutcome): Promise<void> {
    if (!stack) return
    const regionId = stack.regionId ?? plan.regions[0]?.id
    await this.profiles.set(this.profileInUse, {
      organizationId: stack.organizationId,
      stackId: stack.id,
      ...(regionId !== undefined && {regionId}),
    })
  }

  private report(outcome: SeedOutcome, {file}: SeedSource, dryRun: boolean): DbSeedResult {
    const {plan, statements} = outcome
    const [ofFlags, ofFile] =
      file === undefined ? [resultOfFlags(outcome, dryRun), undefined] : [undefined, resultOfFile(file, outcome, dryRun)]
    if (isNothingToDo(plan)) this.printResult(ofFlags ? renderNothingToDo(ofFlags) : renderNothingToDoOfFile(ofFile))
    else if (dryRun) {
      this.printResult(renderStatements(statements))
      this.note('Dry run: all of this was run and taken back (rollback in place of commit); nothing was changed.')
      if (plan.regions.some(({change}) => change === 'created')) {
        this.note('A region id that was not given is another one in each run.')
      }
    } else this.printResult(ofFlags ? renderSeed(ofFlags, this.profileInUse) : renderSeedOfFile(ofFile, plan))
    for (const remark of plan.remarks) this.note(`Warning: ${remark}`)
    if (ofFlags && !isNothingToDo(plan) && !dryRun) this.note(renderStackNext(ofFlags))
    return ofFlags ?? ofFile
  }
}

/** What a seed is asked with. */
interface GivenFlags extends SeedFlags, DatabaseFlags {
  file?: string | undefined
  prune: boolean
  'base-url'?: string | undefined
  'client-secret'?: string | undefined
}

function newClientSecret(): string {
  const secret = randomUUID()
  registerSecret(secret)
  return secret
}

function baseUrlQuestion(allowHttp: boolean): Question {
  return {
    flag: 'base-url',
    message: 'Address below which the stacks will live (https://BASE_URL)',
    validate: (text) => problemOfBaseUrl(text, allowHttp),
  }
}
