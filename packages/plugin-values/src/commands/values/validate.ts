import {checkValues, DEFAULT_CHART_VERSION, DEFAULT_NAMESPACE, DEFAULT_RELEASE, type Finding} from '@cloudprem/chart'
import {Args, CloudpremCommand, ExitCode, Flags, readText, standardOutput} from '@cloudprem/core'
import {requireCheckableChart} from '../../init/check-flags.js'
import {renderFindings, renderSummary} from '../../validate/render-findings.js'
import {renderSarif} from '../../validate/render-sarif.js'

export interface ValidateResult {
  file: string
  chartVersion: string
  valid: boolean
  errors: number
  warnings: number
  /** How many things were looked at. */
  checks: number
  findings: Finding[]
}

export default class ValuesValidate extends CloudpremCommand<ValidateResult> {
  static override readonly summary = 'Check a values file for what helm accepts and what then does not work.'
  static override readonly description =
    'Reads the file as helm does and judges it by what is known of the chart: placeholders and published secrets that are ' +
    'left, hosts without a certificate, keys that no template reads, values that the API server would refuse. Ends with 4 ' +
    'when there are errors; nothing is changed and no cluster is asked.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> values.yaml --chart-version 3.20.1 --strict',
    'cat values.yaml | <%= config.bin %> <%= command.id %> - --json',
    '<%= config.bin %> <%= command.id %> values.yaml --format sarif',
  ]
  static override readonly args = {
    file: Args.string({
      description: 'the values file, or - for standard input (default: the one of the profile, else values.yaml)',
    }),
  }
  static override readonly flags = {
    'chart-version': Flags.string({
      description: `version of the chart (default: the one of the profile, else ${DEFAULT_CHART_VERSION})`,
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
    strict: Flags.boolean({
      description: 'warnings count as errors',
      env: 'CLOUDPREM_STRICT',
    }),
    format: Flags.string({
      description: 'what to print; --json gives the JSON document of this command',
      options: ['text', 'sarif'],
      default: 'text',
      env: 'CLOUDPREM_FORMAT',
    }),
  }

  async run(): Promise<ValidateResult> {
    const {args, flags} = await this.parse(ValuesValidate)
    const profile = await this.profile()
    const file = args.file ?? profile.valuesFile ?? 'values.yaml'
    const chartVersion = requireCheckableChart(flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION)
    const report = checkValues(await readText(file), {
      chartVersion,
      release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
      namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
    })

    const name = file === '-' ? 'standard input' : file
    const {errors, warnings, checks, findings} = report
    const valid = errors === 0 && !(flags.strict && warnings > 0)
    const result: ValidateResult = {file: name, chartVersion, valid, errors, warnings, checks, findings}
    if (flags.format === 'sarif') this.printResult(JSON.stringify(renderSarif(name, findings, this.config.version), null, 2))
    else {
      const blank = findings.length > 0 ? [''] : []
      this.printResult([
        ...renderFindings(name, findings, standardOutput.columns),
        ...blank,
        renderSummary(name, chartVersion, report),
      ])
    }
    if (!valid) this.exitWith(ExitCode.invalid)
    else if (flags.format === 'text') this.next('cloudprem helm install')
    return result
  }
}
