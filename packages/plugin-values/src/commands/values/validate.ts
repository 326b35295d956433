import {
  checkValuesFiles,
  DEFAULT_CHART_VERSION,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEASE,
  needsClientSideApply,
  type CheckContext,
  type Finding,
} from '@cloudprem/chart'
import {Args, CloudpremCommand, CloudpremError, ExitCode, Flags, shellWord, standardOutput} from '@cloudprem/core'
import {chartVersionFlag, placeFlags} from '../../flags.js'
import {requireCheckableChart} from '../../init/check-flags.js'
import {plainHttpFlag} from '../../chart/chart-flags.js'
import {chooseJudge, type JudgedBy} from '../../validate/choose-judge.js'
import {fixFiles} from '../../validate/fix-files.js'
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
  /** Whose schemas were asked; absent where none were (1.0.x). */
  schemas?: JudgedBy
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
    'Types and forms are judged by the schemas of exactly that chart version: cloudprem brings those of 2.2.1, 3.20.1 and 4.10.2, and ' +
    'keeps those of a chart that was once named by --chart. docs/rules explains each rule.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> values.yaml --chart-version 3.20.1 --strict',
    '<%= config.bin %> <%= command.id %> values.yaml production.yaml --format github',
    '<%= config.bin %> <%= command.id %> values.yaml --fix',
    '<%= config.bin %> <%= command.id %> --chart oci://ghcr.io/formancehq/helm/cloudprem --chart-version 4.9.0',
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
    values: Flags.string({
      char: 'f',
      description: 'the same as the arguments, as helm takes files',
      env: 'CLOUDPREM_VALUES',
      helpValue: 'FILE',
      multiple: true,
    }),
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
    chart: Flags.string({
      description:
        'chart to judge by, with its schemas: oci:// or https:// address, folder, .tgz, or "sandbox"; kept but for folders',
      env: 'CLOUDPREM_CHART',
      helpValue: 'REF|DIR|TGZ',
      exclusive: ['schema'],
    }),
    ...plainHttpFlag,
    schema: Flags.string({
      description: 'values.schema.json to judge by, in place of those of the chart',
      env: 'CLOUDPREM_SCHEMA',
      helpValue: 'FILE',
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
    const byFlag = flags.values ?? []
    // The variable gives way to arguments; two answers on one command line do not tell which file has the last word.
    if (argv.length > 0 && byFlag.length > 0 && process.env['CLOUDPREM_VALUES'] === undefined) {
      throw new CloudpremError({
        code: 'USAGE',
        message: 'Values files are given as arguments and by -f',
        hint: `cloudprem values validate ${[...byFlag, ...argv.map(String)].map(shellWord).join(' ')}`,
      })
    }
    const given = argv.length > 0 ? argv.map(String) : byFlag
    const names = given.length > 0 ? given : [profile.valuesFile ?? 'values.yaml']
    if (flags.fix && names.includes('-')) {
      throw new CloudpremError({
        code: 'USAGE',
        message: '--fix cannot change standard input',
        hint: 'name the file instead of -',
      })
    }
    const {judge, judgedBy, chartVersion, note, next} = await chooseJudge({
      chartVersion: requireCheckableChart(flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION),
      schemaFile: flags.schema,
      chart: flags.chart,
      plainHttp: flags['plain-http'],
      sandboxRoot: this.config.plugins.get('@cloudprem/plugin-sandbox')?.root,
      cacheDirectory: this.config.cacheDir,
      signal: this.signal,
    })
    const context: CheckContext = {
      chartVersion,
      release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
      namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
      ...(judge && {judge}),
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
      ...(judgedBy && {schemas: judgedBy}),
      valid,
      errors,
      warnings,
      checks,
      findings,
      ignored,
      fixes,
    }
    this.printResult(this.render(flags.format, result))
    if (note !== undefined) this.note(note)
    for (const {chart, why} of judge?.unjudged ?? []) this.note(`The schema of chart ${chart} could not be asked: ${why}`)
    if (flags.format === 'text') for (const {file, changes} of fixes) this.note(`${file}: ${changes} changed`)
    if (flags.format === 'text' && needsClientSideApply(chartVersion)) {
      this.note(`Helm 4 installs chart ${chartVersion} with --server-side=false only; cloudprem helm install gives it`)
    }
    if (!valid) this.exitWith(ExitCode.invalid)
    const steps = [...(next === undefined ? [] : [next]), ...(valid ? ['cloudprem helm install'] : [])]
    if (flags.format === 'text' && steps.length > 0) this.next(...steps)
    return result
  }

  private render(format: string, result: ValidateResult): string | string[] {
    const {findings, ignored, files, chartVersion} = result
    switch (format) {
      case 'json':
        return JSON.stringify(result, null, 2)
      case 'sarif':
        return JSON.stringify(renderSarif(findings, ignored, this.config), null, 2)
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
