import {Command, Config, type Interfaces} from '@oclif/core'
import path from 'node:path'
import type {CredentialStore} from '../credentials/credential-store.js'
import {FileCredentialStore} from '../credentials/file-store.js'
import {CloudpremError} from '../errors/cloudprem-error.js'
import type {ExitCode} from '../errors/exit-code.js'
import {fromUnknown} from '../errors/from-unknown.js'
import {renderError} from '../errors/render-error.js'
import {createFetch} from '../http/fetch.js'
import {visibleLines} from '../list/column.js'
import {debug, enableDebug} from '../output/debug.js'
import {redactData, redactKnown, redactText} from '../output/redact.js'
import {shellWord} from '../output/shell-word.js'
import {standardError, standardOutput, type StandardStream} from '../output/standard-streams.js'
import {wrapText} from '../output/text.js'
import type {Profile} from '../profile/profile.js'
import {ProfileStore} from '../profile/profile-store.js'
import {findReadyToken} from './ready-token.js'
import {choosePrompter} from '../prompt/choose-prompter.js'
import type {Prompter} from '../prompt/prompt.js'
import {readSecretInput} from '../prompt/secret-input.js'
import {globalFlags} from './global-flags.js'
import {Interruption} from './interruption.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- oclif's own bound for parsed flags and arguments
type ParsedValues = Record<string, any>
type GlobalFlags = {profile?: string; debug: boolean; yes: boolean; 'ca-file'?: string; 'insecure-tls': boolean}

/** What a client of a remote service needs of the command that runs it. */
export interface ClientContext {
  profileName: string
  /** What may be lost at any time; not there in a host older than this. */
  cacheDir?: string
  credentials: CredentialStore
  /** Of CLOUDPREM_TOKEN: an access token in place of a login, and where it is good. */
  readyToken?: {accessToken: string; membershipUri: string}
  fetch: typeof globalThis.fetch
  signal: AbortSignal
  /** Generation of Membership's API, as an earlier command found it. */
  knownGeneration?: 2 | 3 | undefined
  rememberGeneration?: ((generation: 2 | 3) => Promise<void>) | undefined
  /** Tells the person something while the client waits. */
  note: (text: string) => void
}

/**
 * The base of every command: the shared flags, `--json`, profiles, questions, errors. A command parses, calls into its
 * domain modules, prints with `printResult` and returns the result, which is the `--json` document.
 */
export abstract class CloudpremCommand<Result = unknown> extends Command {
  static override enableJsonFlag = true
  static override baseFlags = globalFlags

  /** oclif reads its whole configuration a second time here, for hosts that carry several copies of it; all share this one. */
  static override async run<T extends Command>(
    this: new (argv: string[], config: Config) => T,
    argv?: string[],
    options?: Interfaces.LoadOptions,
  ): Promise<ReturnType<T['run']>> {
    if (!argv || !(options instanceof Config)) return super.run<T>(argv, options)
    const command = new this(argv, options)
    if (!(command instanceof CloudpremCommand)) throw new TypeError(`${this.name} is not a command of cloudprem`)
    return command._run<ReturnType<T['run']>>()
  }

  private globalFlags: GlobalFlags = {debug: false, yes: false, 'insecure-tls': false}
  private sharedFetch: typeof globalThis.fetch | undefined
  private readonly interruption = new Interruption()

  abstract override run(): Promise<Result>

  /** Aborted by the first Ctrl-C or SIGTERM; hand it to whatever waits. */
  protected get signal(): AbortSignal {
    return this.interruption.signal
  }

  protected get profiles(): ProfileStore {
    return new ProfileStore(this.config.configDir)
  }

  protected get credentials(): CredentialStore {
    return new FileCredentialStore(this.config.configDir)
  }

  /** The network, as the flags and the environment want it. */
  protected get fetch(): typeof globalThis.fetch {
    const {'ca-file': caFile, 'insecure-tls': insecureTls} = this.globalFlags
    this.sharedFetch ??= createFetch({
      insecureTls,
      ...(caFile !== undefined && {caFile}),
      userAgent: `cloudprem/${this.config.version}`,
      signal: this.signal,
      warn: (text) => this.note(text),
    })
    return this.sharedFetch
  }

  /** @throws CloudpremError `USAGE_ANSWERS_MISSING` (exit 2) for a ready token of an unknown Membership */
  protected async clientContext(): Promise<ClientContext> {
    const profileName = await this.profileName()
    const profile = await this.profiles.find(profileName)
    const readyToken = findReadyToken(process.env, profile)
    return {
      profileName,
      ...(profile?.membershipApi && {knownGeneration: profile.membershipApi === '3' ? 3 : 2}),
      rememberGeneration: async (generation) => {
        // Only where there is a profile: reading makes none.
        if (profile) await this.profiles.set(profileName, {membershipApi: generation === 3 ? '3' : '2'})
      },
      ...(readyToken && {readyToken}),
      cacheDir: this.config.cacheDir,
      credentials: this.credentials,
      fetch: this.fetch,
      signal: this.signal,
      note: (text) => this.note(text),
    }
  }

  protected get insecureTls(): boolean {
    return this.globalFlags['insecure-tls']
  }

  /** The profile in use: `--profile`, CLOUDPREM_PROFILE, else the current one. */
  protected async profileName(): Promise<string> {
    return this.globalFlags.profile ?? (await this.profiles.currentName())
  }

  /**
   * The profile in use; empty when the current one was never written.
   *
   * @throws CloudpremError `PROFILE_UNKNOWN` (exit 2) when one was named that does not exist
   */
  protected async profile(): Promise<Profile> {
    const named = this.globalFlags.profile
    return named === undefined ? this.profileOrNew() : withShownPath(await this.profiles.require(named))
  }

  /** The same for a command that makes the profile when there is none of that name. */
  protected async profileOrNew(): Promise<Profile> {
    return withShownPath((await this.profiles.find(await this.profileName())) ?? {})
  }

  /** Who answers questions: the person at the terminal, or nobody. */
  protected prompter(): Promise<Prompter> {
    return choosePrompter({yes: this.globalFlags.yes, json: this.jsonEnabled()})
  }

  /**
   * Returns when the person agrees, or `--yes` was given.
   *
   * @throws CloudpremError `INTERRUPTED` (exit 130) on no; `USAGE_CONFIRMATION_NEEDED` (exit 2) without a terminal
   */
  protected async confirm(message: string): Promise<void> {
    if (this.globalFlags.yes) return
    const prompter = await this.prompter()
    if (!prompter.interactive) {
      throw new CloudpremError({
        code: 'USAGE_CONFIRMATION_NEEDED',
        message: `Not confirmed: ${message}`,
        hint: `${this.pasteable()} --yes`,
      })
    }
    if (!(await prompter.confirm(message, false))) {
      throw new CloudpremError({code: 'INTERRUPTED', message: 'Nothing was changed'})
    }
  }

  /**
   * Returns when the person typed `name`, or a flag brought it: for what cannot be undone, `--yes` is not enough.
   *
   * @param given the value of `--confirm`
   * @throws CloudpremError `INTERRUPTED` (exit 130) on another answer; `USAGE_CONFIRMATION_NEEDED` (exit 2) without a terminal,
   *   or when the flag names something else
   */
  protected async confirmName(message: string, name: string, given: string | undefined): Promise<void> {
    if (given === name) return
    const prompter = given === undefined ? await this.prompter() : undefined
    if (!prompter?.interactive) {
      throw new CloudpremError({
        code: 'USAGE_CONFIRMATION_NEEDED',
        message: given === undefined ? `Not confirmed: ${message}` : `--confirm says "${given}", but it is called "${name}"`,
        reason: 'What is deleted must be named; --yes is not enough.',
        ...(given === undefined && {hint: `${this.pasteable()} --confirm ${shellWord(name)}`}),
      })
    }
    this.note(message)
    const answer = await prompter.ask({flag: 'confirm', message: `Type its name (${name}) to go on`})
    if (answer !== name) throw new CloudpremError({code: 'INTERRUPTED', message: 'Nothing was changed'})
  }

  /** Reads a secret given as a flag; warns when it stood on the command line. */
  protected async secret(value: string, flag: string): Promise<string> {
    const onCommandLine = this.argv.some((argument) => argument === `--${flag}` || argument.startsWith(`--${flag}=`))
    return readSecretInput(value, flag, () => {
      if (onCommandLine) {
        this.note(
          `Warning: --${flag} stands on the command line, where other users can read it; use --${flag} @FILE or --${flag} -`,
        )
      }
    })
  }

  /** Prints the result of the command to stdout; silent under `--json`. Registered secrets are masked. */
  protected printResult(lines: string | string[]): void {
    if (this.jsonEnabled()) return
    const text = [lines].flat().join('\n')
    if (text !== '') standardOutput.write(redactKnown(text).replace(/\n?$/, '\n'))
  }

  /** Prints what must be shown once and is itself a secret (a generated password), unmasked. Silent under `--json`. */
  protected printSecret(line: string, stream: StandardStream = standardOutput): void {
    if (!this.jsonEnabled()) stream.write(`${line}\n`)
  }

  /** Progress, warnings and remarks: to stderr, redacted and wrapped. */
  protected note(text: string): void {
    for (const line of visibleLines(text).split('\n')) {
      standardError.write(wrapText(redactText(line), standardError.columns, 2).join('\n') + '\n')
    }
  }

  /** Ends with `code` although a result was returned: something was checked and found wanting. */
  protected exitWith(code: ExitCode): void {
    process.exitCode = code
  }

  /** The commands to go on with, to stderr. */
  protected next(...commands: string[]): void {
    if (this.jsonEnabled()) return
    const lines = commands.map((command, index) => `${index === 0 ? 'Next ' : '     '}  ${redactText(command)}`)
    standardError.write(standardError.style('dim', lines.join('\n')) + '\n')
  }

  /** The command line as it was typed, for hints; secrets masked. */
  protected pasteable(): string {
    const words = [this.config.bin, ...(this.id ?? '').split(':'), ...this.argv]
    // Before the quoting, which would take a secret apart, and after it.
    return redactText(words.map((word) => shellWord(redactText(word))).join(' '))
  }

  protected override async parse<Flags extends ParsedValues, Base extends ParsedValues, Args extends ParsedValues>(
    options?: Interfaces.Input<Flags, Base, Args>,
    argv?: string[],
  ): Promise<Interfaces.ParserOutput<Flags, Base, Args>> {
    const parsed = await super.parse<Flags, Base, Args>(options, argv)
    this.globalFlags = {...this.globalFlags, ...(parsed.flags as Partial<GlobalFlags>)}
    if (this.globalFlags.debug) enableDebug()
    debug('command', () => this.pasteable())
    return parsed
  }

  protected override async init(): Promise<void> {
    await super.init()
    this.interruption.start()
  }

  protected override async finally(error: Error | undefined): Promise<void> {
    this.interruption.stop()
    await super.finally(error)
  }

  /** Every error ends here: as one JSON document on stdout, or for a person on stderr; and sets the exit code. */
  protected override catch(thrown: Error): Promise<void> {
    const known = fromUnknown(thrown)
    const error =
      this.interruption.happened && known.code !== 'INTERRUPTED'
        ? new CloudpremError({code: 'INTERRUPTED', message: 'Interrupted', cause: thrown})
        : known
    process.exitCode = error.exitCode
    this.printError(error)
    for (let cause: unknown = thrown; cause instanceof Error; cause = cause.cause) {
      const told = cause
      debug('error', () => told.stack ?? told.message)
    }
    return Promise.resolve()
  }

  protected printError(error: CloudpremError): void {
    if (this.jsonEnabled()) standardOutput.write(`${JSON.stringify({error: redactData(error.toDocument())}, null, 2)}\n`)
    else standardError.write(`${renderError(error, standardError.columns).join('\n')}\n`)
  }

  protected override logJson(json: unknown): void {
    standardOutput.write(`${redactKnown(JSON.stringify(json, null, 2))}\n`)
  }
}

/** A path within the working folder is shown, and handed on, as a person would type it. */
function withShownPath(profile: Profile): Profile {
  if (profile.valuesFile === undefined) return profile
  const relative = path.relative(process.cwd(), profile.valuesFile)
  return relative.startsWith('..') || path.isAbsolute(relative) ? profile : {...profile, valuesFile: relative}
}
