import {CloudpremError, Flags, fromUnknown, writeFileAtomically} from '@cloudprem/core'
import {once} from 'node:events'
import {findWay} from '../../connection/find-way.js'
import {openLocalPort} from '../../connection/local-port.js'
import {passwordOf} from '../../connection/password.js'
import {findPsql, runPsql} from '../../connection/psql.js'
import {renderDsn} from '../../connection/render-dsn.js'
import type {DatabaseTarget} from '../../connection/target.js'
import {DatabaseCommand} from '../../database-command.js'
import {databaseFlags} from '../../database-flags.js'

export interface DbConnectResult {
  /** The password in it is masked. */
  dsn: string
  /** The file that has it whole. */
  output?: string
}

export default class DbConnect extends DatabaseCommand<DbConnectResult | undefined> {
  static override readonly summary = 'Open psql on the Membership database, or tell its connection string.'
  static override readonly description =
    'Goes the way that every db command goes: the connection string, psql’s variables, or the release through a ' +
    'port-forward, which stays open for as long as psql runs. The password is handed to psql in a file that is removed ' +
    'afterwards; what psql ends with, this ends with. With --print-dsn another client can go the same way, until Ctrl-C.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    "<%= config.bin %> <%= command.id %> --dsn @membership.dsn -- --command 'select id, name from membership.regions'",
    '<%= config.bin %> <%= command.id %> --print-dsn --output membership.dsn --port 15432',
  ]
  /** What stands behind -- is psql's. */
  static override readonly strict = false
  static override readonly flags = {
    ...databaseFlags,
    'print-dsn': Flags.boolean({
      description: 'start no psql: print the connection string, and keep the port-forward open until Ctrl-C',
      env: 'CLOUDPREM_PRINT_DSN',
    }),
    'show-secret': Flags.boolean({
      description: 'print the password in it as well',
      env: 'CLOUDPREM_SHOW_SECRET',
      dependsOn: ['print-dsn'],
    }),
    output: Flags.string({
      char: 'o',
      description: 'write the whole connection string into this file, which only you may read',
      env: 'CLOUDPREM_DSN_OUTPUT',
      helpValue: 'FILE',
      dependsOn: ['print-dsn'],
    }),
    port: Flags.integer({
      description: 'port of 127.0.0.1 for a port-forward (default: one that is free)',
      env: 'CLOUDPREM_DSN_PORT',
      min: 1,
      max: 65_535,
    }),
  }

  private isWritten = false

  async run(): Promise<DbConnectResult | undefined> {
    const {flags, argv} = await this.parse(DbConnect)
    if (this.jsonEnabled() && !flags['print-dsn']) throw psqlHasNoJson()
    const psql = flags['print-dsn'] ? undefined : await findPsql()
    const options = this.openOptions()
    const way = await findWay(await this.chooseDatabase(flags), options)
    const password = await passwordOf(way.target, {...options, passwordCommand: way.passwordCommand})()
    const local =
      way.route &&
      (await openLocalPort(way.route, flags.port ?? 0, (error) => this.note(`Warning: ${fromUnknown(error).message}`)))
    const target = local ? onThisMachine(way.target, local.port) : way.target
    try {
      this.note(`Database  ${way.description}`)
      if (psql === undefined) return await this.printDsn(target, password, flags, local !== undefined)
      process.exitCode = await runPsql(psql, target, password, argv.map(String))
      return undefined
    } finally {
      await local?.close()
    }
  }

  private async printDsn(
    target: DatabaseTarget,
    password: string | undefined,
    {output, 'show-secret': showSecret}: {output?: string; 'show-secret': boolean},
    isForward: boolean,
  ): Promise<DbConnectResult> {
    const whole = renderDsn(target, password)
    const masked = renderDsn(target, password === undefined ? undefined : {masked: true})
    if (output !== undefined) await writeFileAtomically(output, `${whole}\n`, {mode: 0o600, overwrite: true})
    const result = {dsn: masked, ...(output !== undefined && {output})}
    if (showSecret) this.printSecret(whole)
    else this.printResult(masked)
    if (this.jsonEnabled()) this.logJson(result)
    if (output !== undefined) this.next(`cloudprem db check --dsn @${output}`)
    if (isForward) {
      this.note(`Open on 127.0.0.1:${target.port} until Ctrl-C …`)
      if (!this.signal.aborted) await once(this.signal, 'abort')
    }
    return result
  }

  /** Once: while a port-forward is open, nobody waits for the end of the command to read it. */
  protected override logJson(json: unknown): void {
    if (!this.isWritten) super.logJson(json)
    this.isWritten = true
  }
}

/** Only who verifies the name in a certificate has to know it; few clients but libpq know a second address. */
function onThisMachine(target: DatabaseTarget, port: number): DatabaseTarget {
  const address = '127.0.0.1'
  return target.sslMode === 'verify-full' ? {...target, address, port} : {...target, host: address, address: undefined, port}
}

function psqlHasNoJson(): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: '--json goes with --print-dsn only: what psql prints is its own',
    hint: 'cloudprem db connect --print-dsn --json',
  })
}
