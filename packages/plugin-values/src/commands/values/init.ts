import {
  CloudpremCommand,
  CloudpremError,
  readText,
  refuseExisting,
  standardError,
  standardOutput,
  writeFileAtomically,
} from '@cloudprem/core'
import type {Facts} from '../../init/ask.js'
import {checkNames, refuseBeyondPlaceholders, requirePlace} from '../../init/deployment.js'
import {initFlags, type InitFlags} from '../../init/flags.js'
import {readFacts, readRequest, type InitContext} from '../../init/read-request.js'
import {renderPassword, renderResult} from '../../init/render-result.js'
import {renderReplacements} from '../../init/render-replacements.js'
import type {InitResult, ReplaceResult} from '../../init/result.js'

export type {InitResult, ReplaceResult}

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
    if (flags.from === undefined || flags.full) return this.initialize(flags, target)
    refuseBeyondPlaceholders(flags)
    return this.fillIn(flags, flags.from, target)
  }

  /** A new file from the flags and, at a terminal, from answers. */
  private async initialize(flags: InitFlags, target: Target): Promise<InitResult> {
    const {request, base, facts} = await readRequest(flags, await this.context())
    const {initialize} = await import('../../init/initialize.js')
    const {text, result, beside} = await initialize(request, flags.output, base)
    const {readSideFiles} = await import('../../init/secrets/read-side-files.js')
    const sideFiles = await readSideFiles(beside.files, flags)
    // The secrets first: a values file that refers to what was not written would be worse than none.
    for (const {file, mode, overwrite, text} of sideFiles) await writeFileAtomically(file, text, {overwrite, mode})
    if (flags.schema !== undefined) {
      const {writeMissingSchema} = await import('../../init/write-schema.js')
      await writeMissingSchema(flags.schema, request.major)
    }
    await this.write(text, target)
    await this.remember(result, target)

    const written = {...result, ...(target.file !== undefined && {file: target.file})}
    this.show(written, target)
    this.finish(written.warnings, target, beside.next)
    if (facts.byPerson) {
      this.note('The same without questions:')
      // Not through `note`: a command that is broken into lines cannot be pasted.
      standardError.write(`       ${this.sameCommand(flags, facts, request.database !== undefined)}\n`)
    }
    return written
  }

  /** `--from`: the placeholders of a 1.0.x file. */
  private async fillIn(flags: InitFlags, from: string, target: Target): Promise<ReplaceResult> {
    checkNames(flags)
    const context = await this.context()
    const place = requirePlace(flags, context.profile)
    const {domain, tlsSecret = ''} = await readFacts(flags, context, true, place.namespace)
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

  private async context(): Promise<InitContext> {
    return {
      profile: await this.profileOrNew(),
      prompter: await this.prompter(),
      signal: () => this.signal,
      sandboxRoot: this.config.plugins.get('@cloudprem/plugin-sandbox')?.root,
      cacheDirectory: this.config.cacheDir,
      secret: (value, flag) => this.secret(value, flag),
    }
  }

  /** What was typed, completed by what was answered. */
  private sameCommand(flags: InitFlags, asked: Facts, hasDatabase: boolean): string {
    const answered: [flag: keyof InitFlags, value: string | undefined][] = [
      ['domain', asked.domain],
      ['tls-secret', asked.tlsSecret],
      ['ingress-class', asked.ingressClass],
      ['postgres-url', hasDatabase ? '@FILE' : undefined],
    ]
    const missing = answered.filter(([flag, value]) => value !== undefined && flags[flag] === undefined)
    return [this.pasteable(), ...missing.map(([flag, value]) => `--${flag} ${value}`)].join(' ')
  }

  private async write(text: string, {file, overwrite}: Target): Promise<void> {
    // Not through `printResult`, which would mask the licence in it.
    if (file === undefined) standardOutput.write(text)
    else await writeFileAtomically(file, text, {overwrite})
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
