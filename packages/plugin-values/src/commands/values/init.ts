import {DEFAULT_NAMESPACE, DEFAULT_RELEASE, CHART_REFERENCE, DEFAULT_CHART_VERSION, membershipUri} from '@cloudprem/chart'
import {
  askMissing,
  CloudpremCommand,
  CloudpremError,
  Flags,
  readText,
  refuseExisting,
  writeFileAtomically,
  type Profile,
  standardError,
  standardOutput,
} from '@cloudprem/core'
import {parseSetting} from '../../init/build-values.js'
import * as check from '../../init/check-flags.js'
import {parseDatabaseUrl, type ExternalDatabase} from '../../init/database-url.js'
import {generateSecret} from '../../init/generate-secret.js'
import {databaseQuestion, databaseUrlQuestion, EXAMPLE, questionsFor} from '../../init/questions.js'
import {renderPassword, renderResult} from '../../init/render-result.js'
import {renderReplacements} from '../../init/render-replacements.js'
import type {InitResult, ReplaceResult} from '../../init/result.js'

export type {InitResult, ReplaceResult}

/** The chart of the guide whose values file has placeholders. */
const PLACEHOLDER_CHART = '1.0.3'

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
    '<%= config.bin %> <%= command.id %> --domain formance.example --tls-secret formance-example-tls --ingress-class nginx --force',
    '<%= config.bin %> <%= command.id %> --domain formance.example --tls-secret formance-example-tls --postgres-url @database.url --licence-token @licence.jwt --licence-cluster-id 6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11',
    '<%= config.bin %> <%= command.id %> --from values-1.0.3.yaml --domain formance.example --tls-secret formance-example-tls -o values.yaml',
  ]
  static override readonly flags = {
    domain: Flags.string({
      description: "base domain of every host; the guide's BASE_URL, without https://",
      env: 'CLOUDPREM_DOMAIN',
      helpValue: 'BASE_URL',
    }),
    'tls-secret': Flags.string({
      description: 'Kubernetes Secret with the certificate',
      env: 'CLOUDPREM_TLS_SECRET',
      helpValue: 'YOUR_TLS_SECRET_NAME',
    }),
    'chart-version': Flags.string({
      description: `version of the chart, 2.1.0 to 4.x (default: the one of the profile, else ${DEFAULT_CHART_VERSION})`,
      env: 'CLOUDPREM_CHART_VERSION',
      helpValue: 'VERSION',
    }),
    release: Flags.string({
      description: `name of the Helm release (default: the one of the profile, else ${DEFAULT_RELEASE})`,
      env: 'CLOUDPREM_RELEASE',
      helpValue: 'NAME',
    }),
    namespace: Flags.string({
      description: `namespace of the release (default: the one of the profile, else ${DEFAULT_NAMESPACE})`,
      env: 'CLOUDPREM_NAMESPACE',
      helpValue: 'NAME',
    }),
    'ingress-class': Flags.string({
      description: "class of every Ingress (default: the cluster's)",
      env: 'CLOUDPREM_INGRESS_CLASS',
      helpValue: 'NAME',
    }),
    'console-host': Flags.string({
      description: 'full host of console v3 (default: console.BASE_URL, which a wildcard certificate covers)',
      env: 'CLOUDPREM_CONSOLE_HOST',
      helpValue: 'HOST',
    }),
    'licence-token': Flags.string({
      description: 'Enterprise licence: @FILE or - (standard input)',
      env: 'CLOUDPREM_LICENCE_TOKEN',
      helpValue: '@FILE',
    }),
    'licence-cluster-id': Flags.string({
      description: 'uid of the namespace kube-system, for which the licence was made',
      env: 'CLOUDPREM_LICENCE_CLUSTER_ID',
      helpValue: 'UUID',
    }),
    'postgres-url': Flags.string({
      description: 'a PostgreSQL of your own, postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require: @FILE or -',
      env: 'CLOUDPREM_POSTGRES_URL',
      helpValue: '@FILE',
    }),
    'admin-email': Flags.string({
      description: 'e-mail address of the first user (default: admin@BASE_URL)',
      env: 'CLOUDPREM_ADMIN_EMAIL',
      helpValue: 'EMAIL',
    }),
    set: Flags.string({
      description: 'one more value, as with helm: portal.replicas=2 (repeatable)',
      env: 'CLOUDPREM_SET',
      helpValue: 'PATH=VALUE',
      multiple: true,
      multipleNonGreedy: true,
    }),
    from: Flags.string({
      description: 'fill in the placeholders of this file of chart 1.0.x, and change nothing else',
      env: 'CLOUDPREM_FROM',
      helpValue: 'FILE',
      exclusive: ['console-host', 'licence-token', 'licence-cluster-id', 'postgres-url', 'admin-email', 'ingress-class', 'set'],
    }),
    output: Flags.string({
      char: 'o',
      description: 'file to write, mode 0600',
      default: 'values.yaml',
      env: 'CLOUDPREM_OUTPUT',
      helpValue: 'FILE',
    }),
    stdout: Flags.boolean({
      description: 'print the file instead of writing it; the password goes to stderr',
      env: 'CLOUDPREM_STDOUT',
    }),
    force: Flags.boolean({
      description: 'replace the file when it exists',
      env: 'CLOUDPREM_FORCE',
    }),
  }

  async run(): Promise<InitResult | ReplaceResult> {
    const {flags} = await this.parse(ValuesInit)
    if (flags.stdout && this.jsonEnabled()) {
      throw new CloudpremError({code: 'USAGE', message: '--stdout prints the file and --json a document: give one of them'})
    }
    const target: Target = {file: flags.stdout ? undefined : flags.output, overwrite: flags.force}
    if (target.file !== undefined) await refuseExisting(target.file, target.overwrite)

    const profile = await this.profileOrNew()
    const place = {
      release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
      namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
    }
    check.checkNamespace(place.namespace)
    for (const flag of ['domain', 'tls-secret', 'ingress-class', 'console-host'] as const) {
      if (flags[flag] !== undefined) check.checkName(flag, flags[flag])
    }
    const chart =
      flags.from === undefined
        ? check.requireKnownChart(flags['chart-version'] ?? knownVersion(profile) ?? DEFAULT_CHART_VERSION)
        : undefined
    if (chart) {
      check.checkRelease(place.release, chart.major)
      check.checkLicenceFlags(
        flags['licence-token'] !== undefined || flags['licence-cluster-id'] !== undefined,
        chart.chartVersion,
        chart.major,
      )
    }

    const tlsFlag = flags['tls-secret']
    // The profile's domain completes a command; where nothing is said it is only offered as the answer.
    const given = {domain: flags.domain ?? (tlsFlag && profile.baseDomain), tlsSecret: tlsFlag}
    const prompter = await this.prompter()
    const asked = given.domain === undefined || given.tlsSecret === undefined
    const {domain, tlsSecret} = await askMissing(prompter, given, questionsFor(profile.baseDomain), EXAMPLE)
    const common = {...place, domain, tlsSecret}
    if (!chart)
      return this.fillIn(flags.from ?? '', {...common, chartVersion: flags['chart-version'] ?? PLACEHOLDER_CHART}, target)

    const email = flags['admin-email'] ?? `admin@${domain}`
    check.checkEmail(email)
    const settings = (flags.set ?? []).map((text) => parseSetting(text) ?? this.refuseSetting(text))
    const database = await this.database(flags['postgres-url'], asked)
    const token = flags['licence-token'] === undefined ? undefined : await this.secret(flags['licence-token'], 'licence-token')

    const {initialize} = await import('../../init/initialize.js')
    const {text, result} = await initialize({
      ...chart,
      ...common,
      ingressClass: flags['ingress-class'],
      consoleHost: flags['console-host'],
      licence: {token, clusterId: flags['licence-cluster-id']},
      database,
      adminEmail: email,
      settings,
    })
    await this.write(text, target)
    await this.remember(result, target)

    const written = {...result, ...(target.file !== undefined && {file: target.file})}
    if (target.file === undefined) {
      this.note(renderResult(written).join('\n'))
      this.printSecret(renderPassword(written), standardError)
    } else {
      this.printResult(renderResult(written))
      this.printSecret(renderPassword(written))
    }
    this.finish(written.warnings, target)
    if (asked)
      this.note(
        `The same without questions: cloudprem values init --domain ${domain} --tls-secret ${tlsSecret}${database ? ' --postgres-url @FILE' : ''}`,
      )
    return written
  }

  /** `--from`: the placeholders of a 1.0.x file. */
  private async fillIn(
    from: string,
    facts: {domain: string; tlsSecret: string; release: string; namespace: string; chartVersion: string},
    target: Target,
  ): Promise<ReplaceResult> {
    const {replacePlaceholders} = await import('../../init/replace-placeholders.js')
    const {text, replacements, secrets} = replacePlaceholders(await readText(from), facts, generateSecret)
    if (replacements.length === 0) {
      throw new CloudpremError({
        code: 'USAGE',
        message: `${from} holds none of BASE_URL, YOUR_TLS_SECRET_NAME, RANDOM_KEY`,
        hint: `cloudprem values validate ${from}`,
      })
    }
    const result: ReplaceResult = {
      ...(target.file !== undefined && {file: target.file}),
      chart: CHART_REFERENCE,
      chartVersion: facts.chartVersion.replace(/^v/, ''),
      release: facts.release,
      namespace: facts.namespace,
      baseDomain: facts.domain,
      membershipUri: membershipUri(facts.domain),
      from,
      replacements,
      secretsGenerated: secrets,
      warnings: [
        'Only the placeholders were filled in: the default secrets and the default users of chart 1.0.x are still in the file.',
      ],
    }
    await this.write(text, target)
    await this.remember(result, target)
    const lines = renderReplacements(result)
    if (target.file === undefined) this.note(lines.join('\n'))
    else this.printResult(lines)
    this.finish(result.warnings, target)
    return result
  }

  private async database(flag: string | undefined, asked: boolean): Promise<ExternalDatabase | undefined> {
    if (flag !== undefined) return parseDatabaseUrl(await this.secret(flag, 'postgres-url'))
    const prompter = await this.prompter()
    if (!asked || !prompter.interactive) return undefined
    if ((await prompter.ask(databaseQuestion)) === 'bundled') return undefined
    return parseDatabaseUrl(await prompter.ask(databaseUrlQuestion))
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

  private finish(warnings: string[], {file}: Target): void {
    for (const warning of warnings) this.note(`Warning: ${warning}`)
    if (file !== undefined) this.next('cloudprem values validate', 'cloudprem helm install')
  }

  private refuseSetting(text: string): never {
    throw new CloudpremError({
      code: 'USAGE',
      message: `--set ${JSON.stringify(text)} is not of the form PATH=VALUE`,
      hint: '--set portal.replicas=2',
    })
  }
}

/** The profile's chart version, unless it is the guide's old one, for which no file can be written. */
function knownVersion({chartVersion}: Profile): string | undefined {
  return chartVersion?.startsWith('1.') ? undefined : chartVersion
}
