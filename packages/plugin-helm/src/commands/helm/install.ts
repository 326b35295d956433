import type {ValuesReport} from '@cloudprem/chart'
import {CloudpremError, Flags} from '@cloudprem/core'
import {readKubeContext} from '../../cluster/read-kube-context.js'
import {dryRunFlag, spellOutDryRun} from '../../dry-run-flag.js'
import {HelmCommand} from '../../helm-command.js'
import {installArguments} from '../../helm/arguments.js'
import {explainFailure} from '../../helm/explain-failure.js'
import {parseInstallAnswer} from '../../helm/install-answer.js'
import {runHelm} from '../../helm/run-helm.js'
import {withSecretFiles} from '../../helm/secret-files.js'
import {releaseFlags} from '../../release-flags.js'
import {inputOf, prepareRelease, requireValues, type Release} from '../../release.js'
import {hostsOf, requireValid, whyUnchecked} from '../../values/check.js'
import {valuesInForce} from '../../values/what-to-check.js'
import {describeValues, renderInstalled, renderPlan} from '../../views/install.js'

export interface HelmInstallResult {
  release: string
  namespace: string
  /** Null where no kubeconfig names one. */
  kubeContext: string | null
  chart: string
  chartVersion: string | null
  /** `deployed`; `pending-install` of a dry run. */
  status: string
  revision: number
  /** Names that the values make reachable from outside. */
  hosts: string[]
  dryRun: 'client' | 'server' | null
  /** Of a dry run only; holds what secrets the values hold. */
  manifest?: string
}

export default class HelmInstall extends HelmCommand<HelmInstallResult> {
  static override readonly summary = 'Install CloudPrem into the cluster.'
  static override readonly description =
    'Checks the values first, says which cluster, namespace and chart, and asks. The namespace is made where it does not ' +
    'exist. What was used is kept in the profile.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --values values.yaml --wait --timeout 10m --yes',
    '<%= config.bin %> <%= command.id %> --version 4.10.2 --namespace formance-system --dry-run',
  ]
  static override readonly flags = {
    ...releaseFlags,
    'kube-context': Flags.string({
      description: 'kubeconfig context (default: of the profile, else the current one)',
      env: 'CLOUDPREM_KUBE_CONTEXT',
      helpValue: 'NAME',
    }),
    'dry-run': dryRunFlag(),
    wait: Flags.boolean({description: 'wait until everything is ready', env: 'CLOUDPREM_WAIT'}),
    timeout: Flags.string({description: 'how long helm waits (default: 5m)', env: 'CLOUDPREM_TIMEOUT', helpValue: '10m'}),
    'skip-validation': Flags.boolean({
      description: 'install although the values have errors',
      env: 'CLOUDPREM_SKIP_VALIDATION',
    }),
  }

  async run(): Promise<HelmInstallResult> {
    const {flags} = await this.parse(HelmInstall, spellOutDryRun(this.argv))
    const surroundings = await this.surroundings()
    const release = await prepareRelease(flags, surroundings)
    requireValues(release)
    const kubeContext = flags['kube-context'] ?? surroundings.profile.kubeContext
    this.warnAll(release.warnings)
    return withSecretFiles(release.secrets, (setFile) =>
      this.install(release, setFile, {
        kubeContext,
        dryRun: flags['dry-run'],
        wait: flags.wait,
        timeout: flags.timeout,
        skipValidation: flags['skip-validation'],
      }),
    )
  }

  private async install(release: Release, setFile: string[], options: InstallOptions): Promise<HelmInstallResult> {
    const {chart, helm, metadata, request} = release
    const {dryRun, kubeContext} = options
    const report = options.skipValidation ? undefined : await this.check(release, setFile)
    const context = await readKubeContext(kubeContext)
    this.note(renderPlan(release, context, describeValues(release, report, options.skipValidation)).join('\n'))
    if (dryRun === undefined) await this.confirm(`Install into ${context?.name ?? 'this cluster'}?`)

    const {exitCode, stderr, stdout} = await this.runInstall(
      release,
      installArguments({...request, ...options, setFile, helmMajor: helm.version.major, chartVersion: metadata.version}),
    )
    if (exitCode !== 0) throw explainFailure({action: 'install', stderr, exitCode, ...request, kubeContext: context?.name})
    const answer = parseInstallAnswer(stdout)
    const hosts = hostsOf(report, metadata)
    if (dryRun === undefined) {
      await this.remember(release, context?.name)
      this.printResult(renderInstalled(release, answer.status, hosts))
      const membership = hosts.find((host) => host.startsWith('membership.'))
      this.next(
        `kubectl get pods --namespace ${request.namespace}`,
        ...(membership ? [`${this.config.bin} login --membership-uri https://${membership}/api`] : []),
      )
    } else {
      this.printResult(answer.manifest.trimStart())
      this.note(`Dry run (${dryRun}): nothing was installed.`)
    }
    return {
      release: request.release,
      namespace: request.namespace,
      kubeContext: context?.name ?? null,
      chart: chart.name,
      chartVersion: answer.chartVersion ?? metadata.version ?? null,
      status: answer.status,
      revision: answer.revision,
      hosts,
      dryRun: dryRun ?? null,
      ...(dryRun !== undefined && {manifest: answer.manifest}),
    }
  }

  /** The findings on the values; undefined, with a remark, where nothing is known of the chart. */
  private async check(release: Release, setFile: string[]): Promise<ValuesReport | undefined> {
    const reason = whyUnchecked(release.metadata)
    if (reason !== undefined) {
      this.note(`Warning: the values were not checked, since ${reason}`)
      return undefined
    }
    const values = await valuesInForce(release, setFile, this.signal)
    return requireValid(values, release.metadata, release.request.release, release.request.namespace)
  }

  private async runInstall(release: Release, args: string[]) {
    const {namespace, release: name} = release.request
    try {
      return await runHelm(release.helm, args, {
        signal: this.signal,
        label: `Installing ${name} into ${namespace}`,
        ...(this.progress && {progress: this.progress}),
        input: inputOf(release),
      })
    } catch (error) {
      if (!this.signal.aborted) throw error
      throw new CloudpremError({
        code: 'INTERRUPTED',
        message: `Interrupted: ${name} may be installed in part; helm status ${name} --namespace ${namespace} tells, helm uninstall undoes it`,
        cause: error,
      })
    }
  }

  private async remember(release: Release, kubeContext: string | undefined): Promise<void> {
    const {chart, metadata, request} = release
    const [file, ...more] = request.valuesFiles
    await this.profiles.set(await this.profileName(), {
      chart: chart.name,
      ...(metadata.version !== undefined && {chartVersion: metadata.version}),
      release: request.release,
      namespace: request.namespace,
      ...(file !== undefined && file !== '-' && more.length === 0 && {valuesFile: file}),
      ...(kubeContext !== undefined && {kubeContext}),
    })
  }
}

interface InstallOptions {
  kubeContext: string | undefined
  dryRun: 'client' | 'server' | undefined
  wait: boolean
  timeout: string | undefined
  skipValidation: boolean
}
