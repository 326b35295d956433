import {askMissing, CloudpremCommand, ExitCode} from '@cloudprem/core'
import {dsnFlag, dsnQuestion, INSTEAD_OF_DSN} from '../../connection/dsn-flag.js'
import {describeConnection, targetOf, withConnection} from '../../connection/open.js'
import {namesDatabase} from '../../connection/target.js'
import {checkDatabase, type DatabaseReport} from '../../schema/check-database.js'
import {renderReport} from '../../views/check.js'

export type DbCheckResult = DatabaseReport

export default class DbCheck extends CloudpremCommand<DbCheckResult> {
  static override readonly summary = 'Look whether the Membership database can be seeded.'
  static override readonly description =
    'Connects and tells server version, TLS, whether the tables and columns that a seed needs are there, and how many ' +
    'organizations, users, regions and stacks. Changes nothing. Ends with 4 when something is missing.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --dsn @membership.dsn',
    'PGHOST=127.0.0.1 PGUSER=formance PGDATABASE=formance <%= config.bin %> <%= command.id %>',
  ]
  static override readonly flags = {...dsnFlag}

  async run(): Promise<DbCheckResult> {
    const {flags} = await this.parse(DbCheck)
    const target = targetOf(await this.dsn(flags.dsn), process.env)
    const options = {insecureTls: this.insecureTls, signal: this.signal, env: process.env}
    const report = await withConnection(target, options, (connection) => {
      this.note(`Database  ${describeConnection(connection)}`)
      return checkDatabase(connection)
    })

    this.printResult(renderReport(report))
    if (!report.seed.possible) this.exitWith(ExitCode.invalid)
    if (report.counts.organizations === 0) this.next('cloudprem login')
    else if (report.seed.possible && report.counts.stacks === 0) this.next('cloudprem db seed')
    return report
  }

  private async dsn(flag: string | undefined): Promise<string | undefined> {
    if (flag !== undefined) return this.secret(flag, 'dsn')
    if (namesDatabase(process.env)) return undefined
    const example = `cloudprem db check --dsn @membership.dsn\n${INSTEAD_OF_DSN}`
    return (await askMissing(await this.prompter(), {dsn: flag}, {dsn: dsnQuestion}, example)).dsn
  }
}
