import {askMissing, CloudpremCommand, type Question} from '@cloudprem/core'
import type {DatabaseConnection} from './connection/connect.js'
import {chooseDatabase, withDatabase, type DatabaseChoice} from './connection/open-database.js'
import type {DatabaseFlags} from './database-flags.js'

/** The base of every command that talks to the database; its flags hold `databaseFlags`. */
export abstract class DatabaseCommand<Result> extends CloudpremCommand<Result> {
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
    const dsn = flags.dsn === undefined ? undefined : await this.secret(flags.dsn, 'dsn')
    const known = chooseDatabase({dsn}, process.env)
    const command = ['cloudprem', ...(this.id ?? '').split(':'), more.example].filter(Boolean).join(' ')
    const example = `${command} --dsn @membership.dsn\n${INSTEAD_OF_DSN}`
    const prompter = await this.prompter()
    if (known) return {database: known, answers: await askMissing(prompter, more.given, more.questions, example)}
    const questions: Record<string, Question> = {dsn: dsnQuestion, ...more.questions}
    const answers = await askMissing<string>(prompter, {...more.given}, questions, example)
    const database = chooseDatabase({dsn: answers['dsn']}, process.env)
    if (!database) throw new Error('a connection string names a database')
    return {database, answers}
  }

  /**
   * Opens the database, says which way was used, hands the connection to `use`, and closes it whatever happens.
   *
   * @throws CloudpremError `DATABASE_UNREACHABLE` (exit 5), `INTERRUPTED`; and what `use` throws
   */
  protected withDatabase<Value>(
    database: DatabaseChoice,
    use: (connection: DatabaseConnection) => Promise<Value>,
  ): Promise<Value> {
    const opened = (description: string) => this.note(`Database  ${description}`)
    return withDatabase(database, {insecureTls: this.insecureTls, signal: this.signal, env: process.env, opened}, use)
  }
}

const dsnQuestion: Question = {
  flag: 'dsn',
  message: 'Connection string of the Membership database (postgresql://USER:PASSWORD@HOST:5432/DATABASE)',
  secret: true,
}

const INSTEAD_OF_DSN = 'instead of --dsn: CLOUDPREM_DSN=@FILE, or PGHOST, PGUSER, PGPASSWORD and PGDATABASE'
