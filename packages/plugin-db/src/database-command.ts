import {DEFAULT_NAMESPACE, DEFAULT_RELEASE} from '@cloudprem/chart'
import {askMissing, CloudpremCommand, CloudpremError, type Question} from '@cloudprem/core'
import type {DatabaseConnection} from './connection/connect.js'
import {
  chooseDatabase,
  withDatabase,
  type DatabaseChoice,
  type DatabaseRequest,
  type OpenOptions,
} from './connection/open-database.js'
import type {DatabaseFlags} from './database-flags.js'

/** The base of every command that talks to the database; its flags hold `databaseFlags`. */
export abstract class DatabaseCommand<Result> extends CloudpremCommand<Result> {
  private caFile: string | undefined

  /**
   * Which way to the database the flags, the environment and the profile name; asks for the connection string when none
   * of them does. Opens nothing.
   *
   * @throws CloudpremError `USAGE`, `FILE_UNREADABLE`, `USAGE_ANSWERS_MISSING` (exit 2)
   */
  protected async chooseDatabase(flags: DatabaseFlags): Promise<DatabaseChoice> {
    return (await this.chooseDatabaseAnd(flags, {given: {}, questions: {}, example: ''})).database
  }

  /**
   * The same for a command that asks for more than that: what is missing is asked together, the database first.
   *
   * @param more.example the flags that give the others, for the error: `--base-url https://formance.example`
   */
  protected async chooseDatabaseAnd<Key extends string>(
    flags: DatabaseFlags,
    more: {given: Partial<Record<Key, string | undefined>>; questions: Record<Key, Question>; example: string},
  ): Promise<{database: DatabaseChoice; answers: Record<Key, string>}> {
    this.caFile = flags['ca-file']
    const request = await this.databaseRequest(flags)
    const known = await chooseDatabase(request, process.env)
    const command = ['cloudprem', ...(this.id ?? '').split(':'), more.example].filter(Boolean).join(' ')
    const example = `${command} --dsn @membership.dsn\n${INSTEAD_OF_DSN}`
    const prompter = await this.prompter()
    if (known) return {database: known, answers: await askMissing(prompter, more.given, more.questions, example)}
    const questions: Record<string, Question> = {dsn: dsnQuestion, ...more.questions}
    const answers = await askMissing<string>(prompter, {...more.given}, questions, example)
    const database = await chooseDatabase({...request, dsn: answers['dsn']}, process.env)
    if (!database) throw new Error('a connection string names a database')
    return {database, answers}
  }

  /**
   * Opens the database, says which way was used, hands the connection to `use`, and closes it whatever happens.
   *
   * @param options.repeatable what `use` does can be done again: it is, once, when a port-forward breaks off
   * @throws CloudpremError `DATABASE_UNREACHABLE` (exit 5), `INTERRUPTED`, those of the way to it; and what `use` throws
   */
  protected withDatabase<Value>(
    database: DatabaseChoice,
    use: (connection: DatabaseConnection) => Promise<Value>,
    options: {repeatable?: boolean} = {},
  ): Promise<Value> {
    return withDatabase(database, {...this.openOptions(), ...options}, use)
  }

  protected openOptions(): OpenOptions {
    return {
      insecureTls: this.insecureTls,
      caFile: this.caFile,
      signal: this.signal,
      env: process.env,
      warn: (text) => this.note(text),
      opened: (description) => this.note(`Database  ${description}`),
    }
  }

  private async databaseRequest(flags: DatabaseFlags): Promise<DatabaseRequest> {
    const profile = await this.profile()
    const releaseTyped = this.isTyped('release')
    if (releaseTyped && this.isTyped('dsn')) throw twoWays()
    // What is typed counts before what the environment has: it would be another database otherwise.
    const dsn = releaseTyped ? undefined : flags.dsn
    return {
      dsn: dsn === undefined ? undefined : await this.secret(dsn, 'dsn'),
      passwordCommand: flags['password-command'],
      release: {
        release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
        namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
        kubeContext: flags['kube-context'] ?? profile.kubeContext,
        kubeconfig: flags.kubeconfig,
      },
      releaseNamed: flags.release !== undefined,
    }
  }

  private isTyped(flag: string): boolean {
    return this.argv.some((argument) => argument === `--${flag}` || argument.startsWith(`--${flag}=`))
  }
}

const dsnQuestion: Question = {
  flag: 'dsn',
  message: 'Connection string of the Membership database (postgresql://USER:PASSWORD@HOST:5432/DATABASE)',
  secret: true,
}

const INSTEAD_OF_DSN =
  'instead of --dsn: CLOUDPREM_DSN=@FILE, or PGHOST, PGUSER, PGPASSWORD and PGDATABASE, or PGSERVICE\n' +
  'or through the release: --kubeconfig FILE --release NAME --namespace NAME'

function twoWays(): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: '--dsn and --release name two ways to a database',
    hint: 'the same command with one of them',
  })
}
