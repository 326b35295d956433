import {DEFAULT_CHART_VERSION, DEFAULT_NAMESPACE, DEFAULT_RELEASE, type KnownMajor} from '@cloudprem/chart'
import {
  askMissing,
  CloudpremCommand,
  CloudpremError,
  readText,
  refuseExisting,
  writeFileAtomically,
  type Interfaces,
  type Profile,
  standardError,
  standardOutput,
} from '@cloudprem/core'
import {parseSetting} from '../../init/build-values.js'
import * as check from '../../init/check-flags.js'
import {parseDatabaseUrl, type ExternalDatabase} from '../../init/database-url.js'
import {BEYOND_PLACEHOLDERS, initFlags} from '../../init/flags.js'
import type {BaseFile} from '../../init/in-place/edit-base.js'
import {needsTlsSecret, parseIngress, parseProvider, parseSecretPlace, parseStore} from '../../init/parse-flags.js'
import {databaseQuestion, databaseUrlQuestion, EXAMPLE, questionsFor} from '../../init/questions.js'
import {renderPassword, renderResult} from '../../init/render-result.js'
import {renderReplacements} from '../../init/render-replacements.js'
import type {InitResult, ReplaceResult} from '../../init/result.js'
import {isAddress, schemaReference} from '../../init/schema-line.js'
import type {SideFile} from '../../init/secrets/side-files.js'

export type {InitResult, ReplaceResult}

type InitFlags = Interfaces.InferredFlags<typeof initFlags>

interface Target {
  /** Undefined: standard output. */
  file: string | undefined
  overwrite: boolean
}

export default class ValuesInit extends CloudpremCommand<InitResult | ReplaceResult> {
  static override readonly summary = 'Write a values file that deploys, with every secret generated.'
  static override readonly description =
    "Writes the values of the cloudprem chart for your domain: TLS on every host, no secret left at the chart's published " +
    'default, the database host that each part needs, a first user for Dex. With --from it fills in a file of chart 1.0.x ' +
    'instead: BASE_URL, YOUR_TLS_SECRET_NAME and RANDOM_KEY, everything else kept byte for byte.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --domain formance.example --tls-secret formance-example-tls',
    '<%= config.bin %> <%= command.id %> --domain formance.example --ingress-preset ingress-nginx --ingress-preset cert-manager --cluster-issuer letsencrypt --force',
    '<%= config.bin %> <%= command.id %> --domain formance.example --tls-secret formance-example-tls --secrets kubernetes --force',
    '<%= config.bin %> <%= command.id %> --domain formance.example --tls-secret formance-example-tls --postgres-url @database.url --licence-token @licence.jwt --licence-cluster-id 6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11',
    '<%= config.bin %> <%= command.id %> --domain formance.example --tls-secret formance-example-tls --oidc-issuer https://login.example.org/realms/acme --oidc-client-id cloudprem --oidc-client-secret @client-secret',
    '<%= config.bin %> <%= command.id %> --from values-1.0.3.yaml --domain formance.example --tls-secret formance-example-tls -o values.yaml',
  ]
  static override readonly flags = initFlags

  async run(): Promise<InitResult | ReplaceResult> {
    const {flags} = await this.parse(ValuesInit)
    if (flags.stdout && this.jsonEnabled()) {
      throw new CloudpremError({code: 'USAGE', message: '--stdout prints the file and --json a document: give one of them'})
    }
    if (flags.stdout && flags.secrets !== 'inline') {
      throw new CloudpremError({
        code: 'USAGE',
        message: `--stdout prints one file, and --secrets ${flags.secrets} writes others beside it: give -o FILE`,
      })
    }
    const target: Target = {file: flags.stdout ? undefined : flags.output, overwrite: flags.force || flags.merge}
    if (target.file !== undefined) await refuseExisting(target.file, target.overwrite)
    const profile = await this.profileOrNew()
    if (flags.from === undefined || flags.full) return this.initialize(flags, profile, target)
    refuseBeyondPlaceholders(flags)
    return this.fillIn(flags, profile, flags.from, target)
  }

  /** A new file from the flags and, at a terminal, from answers. */
  private async initialize(flags: InitFlags, profile: Profile, target: Target): Promise<InitResult> {
    const place = placeOf(flags, profile)
    checkNames(flags)
    const chart = check.requireKnownChart(flags['chart-version'] ?? knownVersion(profile) ?? DEFAULT_CHART_VERSION)
    check.checkRelease(place.release, chart.major)
    check.checkLicenceFlags(
      ['licence-token', 'licence-secret', 'licence-cluster-id'].some((name) => flags[name as keyof InitFlags] !== undefined),
      chart.chartVersion,
      chart.major,
    )
    const ingress = parseIngress(flags)
    const store = parseStore(flags.secrets, flags['secret-store'], flags['secret-store-kind'])
    const settings = (flags.set ?? []).map((text) => parseSetting(text) ?? refuseSetting(text))
    const databaseSecret = this.place('postgres-secret', flags['postgres-secret'], 'password')
    const licenceSecret = this.place('licence-secret', flags['licence-secret'], 'token')
    if (flags['admin-email'] !== undefined) check.checkEmail(flags['admin-email'])

    const inPlace = flags.merge || flags.full ? await import('../../init/in-place/index.js') : undefined
    const existing = flags.merge ? await inPlace?.readExisting(flags.output) : undefined
    const facts = existing && inPlace ? inPlace.knownFacts(existing.values) : {}
    const asked = await this.answers({...facts, ...flags}, profile, needsTlsSecret(ingress))
    const {domain, tlsSecret} = asked
    const email = flags['admin-email'] ?? `admin@${domain}`
    check.checkEmail(email)
    const provider = parseProvider(
      {
        issuer: flags['oidc-issuer'],
        clientId: flags['oidc-client-id'],
        clientSecret: await this.optionalSecret('oidc-client-secret', flags['oidc-client-secret']),
      },
      flags.secrets,
    )
    const database = (await this.database(flags, asked.byPerson)) ?? (existing && inPlace?.externalDatabaseOf(existing.values))
    const token = await this.optionalSecret('licence-token', flags['licence-token'])

    const base = await this.base(flags, existing, settings, chart)

    const {initialize} = await import('../../init/initialize.js')
    const {text, result, beside} = await initialize(
      {
        ...chart,
        ...place,
        domain,
        ...(tlsSecret !== undefined && {tlsSecret}),
        ingress,
        consoleHost: flags['console-host'],
        licence: {token, clusterId: flags['licence-cluster-id'], ...(licenceSecret && {secret: licenceSecret})},
        database,
        ...(databaseSecret && {databaseSecret}),
        ...(provider && {provider}),
        adminEmail: email,
        secrets: {kind: flags.secrets, ...(store && {store})},
        settings,
        ...(existing && {existing: existing.values}),
        ...(flags.chart !== undefined && {chart: flags.chart}),
        ...(flags.schema !== undefined && {schema: schemaReference(flags.schema, flags.output)}),
      },
      target.file ?? flags.output,
      base,
    )
    for (const {file} of beside.files) await refuseExisting(file, flags.force)
    // The secrets first: a values file that refers to what was not written would be worse than none.
    for (const file of beside.files) await this.writeBeside(file, flags.force)
    if (flags.schema !== undefined) await this.writeSchema(flags.schema, chart.major)
    await this.write(text, target)
    await this.remember(result, target)

    const written = {...result, ...(target.file !== undefined && {file: target.file})}
    this.show(written, target)
    this.finish(written.warnings, target, beside.next)
    if (asked.byPerson) {
      this.note(
        `The same without questions: cloudprem values init --domain ${domain}${tlsSecret === undefined ? '' : ` --tls-secret ${tlsSecret}`}${database ? ' --postgres-url @FILE' : ''}`,
      )
    }
    return written
  }

  /** `--from`: the placeholders of a 1.0.x file. */
  private async fillIn(flags: InitFlags, profile: Profile, from: string, target: Target): Promise<ReplaceResult> {
    checkNames(flags)
    const place = placeOf(flags, profile)
    const {domain, tlsSecret = ''} = await this.answers(flags, profile, true)
    const version = flags['chart-version']
    const {fillIn} = await import('../../init/fill-in.js')
    const facts = {...place, domain, tlsSecret, ...(version !== undefined && {chartVersion: version})}
    const {text, result} = fillIn(await readText(from), from, facts)
    await this.write(text, target)
    await this.remember(result, target)
    const written = {...result, ...(target.file !== undefined && {file: target.file})}
    const lines = renderReplacements(written)
    if (target.file === undefined) this.note(lines.join('\n'))
    else this.printResult(lines)
    this.finish(result.warnings, target)
    return written
  }

  /** Domain and TLS secret, from flags or the person at the terminal. */
  private async answers(
    flags: InitFlags,
    profile: Profile,
    needsTls: boolean,
  ): Promise<{domain: string; tlsSecret?: string; byPerson: boolean}> {
    const tlsFlag = flags['tls-secret']
    // The profile's domain completes a command; where nothing is said it is only offered as the answer.
    const isCompleted = tlsFlag !== undefined || !needsTls
    const domain = flags.domain ?? (isCompleted ? profile.baseDomain : undefined)
    const questions = questionsFor(profile.baseDomain)
    const prompter = await this.prompter()
    const byPerson = domain === undefined || (needsTls && tlsFlag === undefined)
    if (!needsTls) return {...(await askMissing(prompter, {domain}, {domain: questions.domain}, EXAMPLE)), byPerson}
    return {...(await askMissing(prompter, {domain, tlsSecret: tlsFlag}, questions, EXAMPLE)), byPerson}
  }

  private async database(flags: InitFlags, asked: boolean): Promise<ExternalDatabase | undefined> {
    const flag = flags['postgres-url']
    const isElsewhere = flags['postgres-secret'] !== undefined
    if (flag !== undefined) {
      // Without a password it may stand on the command line.
      const isFile = flag === '-' || flag.startsWith('@')
      return parseDatabaseUrl(isElsewhere && !isFile ? flag : await this.secret(flag, 'postgres-url'), isElsewhere)
    }
    const prompter = await this.prompter()
    if (!asked || !prompter.interactive || isElsewhere) return undefined
    if ((await prompter.ask(databaseQuestion)) === 'bundled') return undefined
    return parseDatabaseUrl(await prompter.ask(databaseUrlQuestion))
  }

  /** The file to edit; undefined for one that is written from nothing. */
  private async base(
    flags: InitFlags,
    existing: Pick<BaseFile, 'text' | 'values'> | undefined,
    settings: [string, unknown][],
    {chartVersion: version, major}: {chartVersion: string; major: KnownMajor},
  ): Promise<BaseFile | undefined> {
    if (!existing && !flags.full) return undefined
    const {readFull, toMerge} = await import('../../init/in-place/index.js')
    if (existing) return toMerge(existing, flags, settings, major)
    const {from, chart} = flags
    return readFull({...(from !== undefined && {from}), ...(chart !== undefined && {chart}), version, major})
  }

  private place(flag: string, text: string | undefined, key: string) {
    return text === undefined ? undefined : parseSecretPlace(flag, text, key)
  }

  private async optionalSecret(flag: string, value: string | undefined): Promise<string | undefined> {
    return value === undefined ? undefined : this.secret(value, flag)
  }

  private async write(text: string, {file, overwrite}: Target): Promise<void> {
    // Not through `printResult`, which would mask the licence in it.
    if (file === undefined) standardOutput.write(text)
    else await writeFileAtomically(file, text, {overwrite})
  }

  private async writeBeside(file: SideFile, overwrite: boolean): Promise<void> {
    const {renderSideFile} = await import('../../init/secrets/render-side-file.js')
    await writeFileAtomically(file.file, renderSideFile(file), {overwrite, mode: file.holdsSecrets ? 0o600 : 0o644})
  }

  /** A schema that is there stays: it may be of another version, and is somebody's choice. */
  private async writeSchema(schema: string, major: KnownMajor): Promise<void> {
    const {existsSync} = await import('node:fs')
    if (isAddress(schema) || existsSync(schema)) return
    const {editorSchema} = await import('@cloudprem/chart')
    await writeFileAtomically(schema, `${JSON.stringify(editorSchema(major), null, 1)}\n`, {overwrite: false, mode: 0o644})
  }

  /** Keeps what the next steps must know in the profile. */
  private async remember(result: InitResult | ReplaceResult, {file}: Target): Promise<void> {
    await this.profiles.set(await this.profileName(), {
      baseDomain: result.baseDomain,
      chart: result.chart,
      chartVersion: result.chartVersion,
      release: result.release,
      namespace: result.namespace,
      membershipUri: result.membershipUri,
      ...(file !== undefined && {valuesFile: file}),
    })
  }

  private show(result: InitResult, {file}: Target): void {
    const password = renderPassword(result)
    if (file === undefined) this.note(renderResult(result).join('\n'))
    else this.printResult(renderResult(result))
    if (password !== undefined) this.printSecret(password, file === undefined ? standardError : standardOutput)
  }

  private finish(warnings: string[], {file}: Target, before: string[] = []): void {
    for (const warning of warnings) this.note(`Warning: ${warning}`)
    if (file !== undefined) this.next('cloudprem values validate', ...before, 'cloudprem helm install')
  }
}

function placeOf(flags: InitFlags, profile: Profile): {release: string; namespace: string} {
  const namespace = flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE
  check.checkNamespace(namespace)
  return {release: flags.release ?? profile.release ?? DEFAULT_RELEASE, namespace}
}

function checkNames(flags: InitFlags): void {
  for (const flag of ['domain', 'tls-secret', 'ingress-class', 'console-host'] as const) {
    if (flags[flag] !== undefined) check.checkName(flag, flags[flag])
  }
}

/** @throws CloudpremError `USAGE` (exit 2) */
function refuseBeyondPlaceholders(flags: InitFlags): void {
  const given = BEYOND_PLACEHOLDERS.filter((name) => flags[name as keyof InitFlags] !== undefined)
  if (given.length === 0) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `--from alone fills in placeholders and has no use for ${given.map((name) => `--${name}`).join(', ')}`,
    hint: '--full --from FILE edits the file with every flag',
  })
}

/** The profile's chart version, unless it is the guide's old one, for which no file can be written. */
function knownVersion({chartVersion}: Profile): string | undefined {
  return chartVersion?.startsWith('1.') ? undefined : chartVersion
}

function refuseSetting(text: string): never {
  throw new CloudpremError({
    code: 'USAGE',
    message: `--set ${JSON.stringify(text)} is not of the form PATH=VALUE`,
    hint: '--set portal.replicas=2',
  })
}
