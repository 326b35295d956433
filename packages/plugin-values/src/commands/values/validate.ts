import {
  checkValuesFiles,
  DEFAULT_CHART_VERSION,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEASE,
  type CheckContext,
  type Finding,
} from '@cloudprem/chart'
import {Args, CloudpremCommand, CloudpremError, ExitCode, Flags, standardOutput} from '@cloudprem/core'
import {chartVersionFlag, placeFlags} from '../../flags.js'
import {requireCheckableChart} from '../../init/check-flags.js'
import {fixFiles} from '../../validate/fix-files.js'
import {readSchema} from '../../validate/read-schema.js'
import {readValuesFiles} from '../../validate/read-files.js'
import {renderFindings, renderSummary} from '../../validate/render-findings.js'
import {renderGithub} from '../../validate/render-github.js'
import {renderSarif} from '../../validate/render-sarif.js'
import {writeFixed} from '../../validate/write-fixed.js'

export interface ValidateResult {
  /** The last of the files, which has the last word. */
  file: string
  /** As helm lays them over each other. */
  files: string[]
  chartVersion: string
  valid: boolean
  errors: number
  warnings: number
  /** How many things were looked at. */
  checks: number
  findings: Finding[]
  /** Those that a `# cloudprem-ignore RULE reason` answers for. */
  ignored: Finding[]
  /** What --fix changed. */
  fixes: {file: string; changes: number}[]
}

export default class ValuesValidate extends CloudpremCommand<ValidateResult> {
  static override readonly summary = 'Check a values file for what helm accepts and what then does not work.'
  static override readonly description =
    'Reads the file as helm does and judges it by what is known of the chart: placeholders and published secrets that are ' +
    'left, hosts without a certificate, keys that no template reads, values that the API server would refuse. Ends with 4 ' +
    'when there are errors; no cluster is asked, and nothing is changed without --fix. Several files count as helm merges ' +
    'them, the last one wins. The comment "# cloudprem-ignore RULE reason" on a line, or above it, answers for a finding. ' +
    'docs/rules explains each rule.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> values.yaml --chart-version 3.20.1 --strict',
    '<%= config.bin %> <%= command.id %> values.yaml production.yaml --format github',
    '<%= config.bin %> <%= command.id %> values.yaml --fix',
    'cat values.yaml | <%= config.bin %> <%= command.id %> - --json',
    '<%= config.bin %> <%= command.id %> values.yaml --format sarif',
  ]
  static override readonly strict = false
  static override readonly args = {
    file: Args.string({
      description: 'the values files, or - for standard input (default: the one of the profile, else values.yaml)',
    }),
  }
  static override readonly flags = {
    ...chartVersionFlag,
    ...placeFlags,
    strict: Flags.boolean({
      description: 'warnings count as errors',
      env: 'CLOUDPREM_STRICT',
    }),
    fix: Flags.boolean({
      description: 'make the changes that need no decision: quotes, misspelt keys, host names; all other bytes stay',
      env: 'CLOUDPREM_FIX',
    }),
    schema: Flags.string({
      description: 'values.schema.json, or the unpacked chart, to judge types and keys by',
      env: 'CLOUDPREM_SCHEMA',
      helpValue: 'PATH',
    }),
    format: Flags.string({
      description: 'what to print; json is what --json prints',
      options: ['text', 'json', 'sarif', 'github'],
      default: 'text',
      env: 'CLOUDPREM_FORMAT',
    }),
  }

  async run(): Promise<ValidateResult> {
    const {argv, flags} = await this.parse(ValuesValidate)
    const profile = await this.profile()
    const names = argv.length > 0 ? argv.map(String) : [profile.valuesFile ?? 'values.yaml']
    if (flags.fix && names.includes('-')) {
      throw new CloudpremError({
        code: 'USAGE',
        message: '--fix cannot change standard input',
        hint: 'name the file instead of -',
      })
    }
    const chartVersion = requireCheckableChart(flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION)
    const context: CheckContext = {
      chartVersion,
      release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
      namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
      ...(flags.schema !== undefined && {schema: await readSchema(flags.schema)}),
    }
    const texts = await readValuesFiles(names)
    const fixed = flags.fix ? fixFiles(texts, context) : undefined
    if (fixed) await writeFixed(texts, fixed.files)
    const report = fixed?.report ?? checkValuesFiles(texts, context)

    const files = texts.map(({name}) => name)
    const {errors, warnings, checks, findings, ignored} = report
    const valid = errors === 0 && !(flags.strict && warnings > 0)
    const fixes = [...(fixed?.changes ?? [])].map(([file, changes]) => ({file, changes}))
    const result: ValidateResult = {
      file: files.at(-1) ?? '',
      files,
      chartVersion,
      valid,
      errors,
      warnings,
      checks,
      findings,
      ignored,
      fixes,
    }
    this.printResult(this.render(flags.format, result))
    if (flags.format === 'text') for (const {file, changes} of fixes) this.note(`${file}: ${changes} changed`)
    if (!valid) this.exitWith(ExitCode.invalid)
    else if (flags.format === 'text') this.next('cloudprem helm install')
    return result
  }

  private render(format: string, result: ValidateResult): string | string[] {
    const {findings, ignored, files, chartVersion} = result
    switch (format) {
      case 'json':
        return JSON.stringify(result, null, 2)
      case 'sarif':
        return JSON.stringify(renderSarif(findings, ignored, this.config.version), null, 2)
      case 'github':
        return renderGithub(findings)
      default:
        return [
          ...renderFindings(findings, standardOutput.columns),
          ...(findings.length > 0 ? [''] : []),
          renderSummary(files.join(', '), chartVersion, result),
        ]
    }
  }
}
