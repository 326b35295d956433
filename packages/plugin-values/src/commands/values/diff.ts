import {
  chartFacts,
  DEFAULT_CHART_VERSION,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEASE,
  knownMajorOf,
  unchangeableChanges,
  type Unchangeable,
  type Values,
} from '@cloudprem/chart'
import {Args, CloudpremCommand, CloudpremError, ExitCode, Flags, standardOutput} from '@cloudprem/core'
import {placeFlags} from '../../flags.js'
import {checkNamespace} from '../../init/check-flags.js'
import type {ValueChange} from '../../diff/compare-values.js'
import type {ReleaseName} from '../../diff/release-values.js'

export interface DiffResult {
  /** Names of the two sides: a file, `standard input`, `release cloudprem`. */
  before: string
  after: string
  equal: boolean
  changes: ValueChange[]
  /** Those that an upgrade refuses, or makes at the price of the data in the bundled database. */
  unchangeable: Unchangeable[]
}

export default class ValuesDiff extends CloudpremCommand<DiffResult> {
  static override readonly summary = 'Compare two values files, or a file with what a release was given.'
  static override readonly description =
    'Shows each path at which Helm would see another value; comments, order and quotes do not count. Secrets are masked: ' +
    'that they changed is all that is said. A change of the bundled database that an upgrade refuses is told apart. With one file, or none, the other side is the release as helm get values ' +
    'tells it, and the file is what would come after it. Ends with 0, or with 4 for a difference under --exit-code.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> values.yaml values-4.yaml',
    '<%= config.bin %> <%= command.id %> values.yaml --release cloudprem',
    '<%= config.bin %> <%= command.id %> values.yaml values-4.yaml --exit-code --json',
  ]
  static override readonly args = {
    file: Args.string({
      description: 'values file, or - for standard input (default: the one of the profile, else values.yaml)',
    }),
    other: Args.string({description: 'the file to compare it with (default: the release)'}),
  }
  static override readonly flags = {
    release: Flags.string({
      description: `compare with the values of this release (default: the one of the profile, else ${DEFAULT_RELEASE})`,
      env: 'CLOUDPREM_RELEASE',
      helpValue: 'NAME',
    }),
    namespace: placeFlags.namespace,
    revision: Flags.integer({
      description: 'revision of the release (default: the deployed one)',
      env: 'CLOUDPREM_REVISION',
      helpValue: 'N',
      min: 1,
    }),
    'kube-context': Flags.string({
      description: 'kubeconfig context (default: of the profile, else the current one)',
      env: 'CLOUDPREM_KUBE_CONTEXT',
      helpValue: 'NAME',
    }),
    helm: Flags.string({
      description: 'the helm program (default: from the PATH)',
      env: 'CLOUDPREM_HELM',
      helpValue: 'FILE',
    }),
    'exit-code': Flags.boolean({
      description: 'end with 4 when there is a difference',
      env: 'CLOUDPREM_EXIT_CODE',
    }),
  }

  async run(): Promise<DiffResult> {
    const {args, flags} = await this.parse(ValuesDiff)
    const profile = await this.profile()
    const file = args.file ?? profile.valuesFile ?? 'values.yaml'
    if (args.other !== undefined && this.argv.some((word) => /^--release(=|$)/.test(word))) {
      throw new CloudpremError({
        code: 'USAGE',
        message: 'Two files and a release are three things to compare: give two of them',
        hint: `cloudprem values diff ${file} --release ${flags.release ?? DEFAULT_RELEASE}`,
      })
    }
    if (file === '-' && args.other === '-') {
      throw new CloudpremError({code: 'USAGE', message: 'Standard input can be one side only', hint: 'name a file for the other'})
    }

    const {compareValues} = await import('../../diff/compare-values.js')
    const {readFileValues} = await import('../../diff/read-side.js')
    const {renderCounts, renderDiff} = await import('../../diff/render-diff.js')
    const given = await readFileValues(file)
    const release = flags.release ?? profile.release ?? DEFAULT_RELEASE
    const namespace = flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE
    const kubeContext = flags['kube-context'] ?? profile.kubeContext
    const place = {release, namespace, kubeContext, revision: flags.revision, helm: flags.helm}
    const [before, after] =
      args.other === undefined ? [await this.released(place), given] : [given, await readFileValues(args.other)]
    const changes = compareValues(before, after)
    const major = knownMajorOf(profile.chartVersion ?? DEFAULT_CHART_VERSION)

    const result: DiffResult = {
      ...(args.other === undefined
        ? {before: `release ${release}`, after: nameOf(file)}
        : {before: nameOf(file), after: nameOf(args.other)}),
      equal: changes.length === 0,
      changes,
      unchangeable: major === undefined ? [] : unchangeableChanges(before, after, chartFacts(major)),
    }
    if (result.equal) this.printResult(`${result.before} and ${result.after} hold the same values`)
    else {
      const heading = `${renderCounts(changes)} from ${result.before} to ${result.after}`
      this.printResult([...renderDiff(changes, standardOutput.columns), '', heading])
    }
    for (const {path, why} of result.unchangeable) this.note(`${path}: ${why}`)
    if (!result.equal && flags['exit-code']) this.exitWith(ExitCode.invalid)
    return result
  }

  private async released(place: ReleaseName): Promise<Values> {
    checkNamespace(place.namespace)
    const {readReleaseValues} = await import('../../diff/release-values.js')
    return readReleaseValues(place, this.signal)
  }
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}
