import {ExitCode} from '@cloudprem/core'
import {DatabaseCommand} from '../../database-command.js'
import {databaseFlags} from '../../database-flags.js'
import {checkDatabase, type DatabaseReport} from '../../schema/check-database.js'
import {renderReport} from '../../views/check.js'

export type DbCheckResult = DatabaseReport

export default class DbCheck extends DatabaseCommand<DbCheckResult> {
  static override readonly summary = 'Look whether the Membership database can be seeded.'
  static override readonly description =
    'Connects and tells server version, TLS, whether the tables and columns that a seed needs are there, and how many ' +
    'organizations, users, regions and stacks. Changes nothing. Ends with 4 when something is missing.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --dsn @membership.dsn',
    'PGHOST=127.0.0.1 PGUSER=formance PGDATABASE=formance <%= config.bin %> <%= command.id %>',
  ]
  static override readonly flags = {...databaseFlags}

  async run(): Promise<DbCheckResult> {
    const {flags} = await this.parse(DbCheck)
    const report = await this.withDatabase(await this.chooseDatabase(flags), checkDatabase)

    this.printResult(renderReport(report))
    if (!report.seed.possible) this.exitWith(ExitCode.invalid)
    if (report.counts.organizations === 0) this.next('cloudprem login')
    else if (report.seed.possible && report.counts.stacks === 0) this.next('cloudprem db seed')
    return report
  }
}
