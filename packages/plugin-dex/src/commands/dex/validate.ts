import {Args, CloudpremCommand, CloudpremError, ExitCode, Flags, standardOutput} from '@cloudprem/core'
import {dexServeFlags, isMap, valueAt} from '@cloudprem/chart'
import {checkDex, type DexCheck} from '../../check-dex.js'
import {deploymentFlags, requireDeployment} from '../../deployment-flags.js'
import {DEFAULT_DEX_VERSION, DEX_VERSIONS, type DexVersion} from '../../judge/version.js'
import {placeInConfig, placeInValues, type PlacedProblem} from '../../place-problems.js'
import {readConfigFile, readValuesFile, valuesFileName, type ReadFile} from '../../read-values.js'
import {subjectOfConfig, subjectOfValues} from '../../read-subject.js'
import {countProblems, renderProblems, renderSummary, renderUnknowns} from '../../render-report.js'

export interface DexValidateResult {
  file: string
  dexVersion: DexVersion
  /** False when the values do not deploy Dex; nothing is checked then. */
  deployed: boolean
  /** Whether Dex would start; null when that depends on `dependsOn`. */
  starts: boolean | null
  /** What Dex would print when it ends at its start; empty otherwise. */
  dexSays: string
  /** What must hold in the cluster for Dex to start. */
  dependsOn: string[]
  errors: number
  warnings: number
  findings: PlacedProblem[]
}

export default class DexValidate extends CloudpremCommand<DexValidateResult> {
  static override readonly summary = 'Say what Dex would refuse, and what it would accept and not work with.'
  static override readonly description =
    'Dex has no check of its own but to start. This reads the Dex part of a values file, or a config.yaml, and tells everything for which Dex would end at its start, marking what it would say first; then what it would accept although no login could succeed, or anybody could log in. Nothing is started and no connection is made. Ends with 4 when there are errors.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> values.yaml --strict',
    '<%= config.bin %> <%= command.id %> --config config.yaml --dex-version 2.39',
    "kubectl get secret membership-dex-config -n formance-system -o jsonpath='{.data.config\\.yaml}' | base64 -d | <%= config.bin %> <%= command.id %> --config -",
  ]

  static override readonly args = {
    file: Args.string({
      description: "values file, or - for standard input (default: the profile's, else values.yaml)",
    }),
  }

  static override readonly flags = {
    config: Flags.string({
      description: 'a config.yaml of Dex instead of a values file; - reads standard input',
      helpValue: 'FILE',
      env: 'CLOUDPREM_DEX_CONFIG',
    }),
    standalone: Flags.boolean({
      description: 'with --config: Dex is started by hand, without the address flags that the chart gives it',
      env: 'CLOUDPREM_STANDALONE',
    }),
    strict: Flags.boolean({description: 'warnings count as errors', env: 'CLOUDPREM_STRICT'}),
    'dex-version': Flags.option({
      description: 'release of Dex to judge by',
      options: DEX_VERSIONS,
      default: DEFAULT_DEX_VERSION,
      env: 'CLOUDPREM_DEX_VERSION',
    })(),
    ...deploymentFlags,
  }

  async run(): Promise<DexValidateResult> {
    const {args, flags} = await this.parse(DexValidate)
    refuseContradiction(args.file, flags.config, flags.standalone)
    const profile = await this.profile()
    const dexVersion = flags['dex-version']
    const deployment = requireDeployment(flags, profile)
    const {matchesPassword} = await import('../../password-hash.js')

    if (flags.config !== undefined) {
      const read = await readConfigFile(flags.config)
      const subject = subjectOfConfig(read.file.values, flags.standalone ? {} : dexServeFlags({}), dexVersion, new Date())
      const check = await checkDex(subject, matchesPassword)
      return this.report(read, check, placeInConfig(check.problems, read.file), dexVersion, flags.strict)
    }
    const read = await readValuesFile(valuesFileName(args.file, profile))
    if (valueAt(read.file.values, 'membership.dex.enabled') === false) {
      this.printResult(`${read.name} does not deploy Dex (membership.dex.enabled is false): nothing to check.`)
      return {...nothingChecked, file: read.name, dexVersion}
    }
    if (isMap(read.file.values['dex'])) {
      this.note('Warning: dex at the top of the file has no effect since chart 2.0; the place is membership.dex.')
    }
    const check = await checkDex(subjectOfValues(read.file.values, deployment, dexVersion, new Date()), matchesPassword)
    return this.report(read, check, placeInValues(check.problems, read.file), dexVersion, flags.strict)
  }

  private report(
    {name}: ReadFile,
    {verdict}: DexCheck,
    findings: PlacedProblem[],
    dexVersion: DexVersion,
    strict: boolean,
  ): DexValidateResult {
    const {columns} = standardOutput
    const counts = countProblems(findings)
    this.printResult([
      ...renderProblems(name, findings, columns),
      renderSummary(name, counts, dexVersion),
      ...(counts.errors === 0 ? renderUnknowns(verdict.unknowns, columns) : []),
    ])
    if (counts.errors > 0 || (strict && counts.warnings > 0)) this.exitWith(ExitCode.invalid)
    if (findings.some(({rule}) => rule === 'default-user')) this.next('cloudprem dex init')
    return {
      file: name,
      dexVersion,
      deployed: true,
      starts: verdict.accepted ?? null,
      dexSays: verdict.message,
      dependsOn: verdict.unknowns.map(({condition}) => condition),
      ...counts,
      findings,
    }
  }
}

function refuseContradiction(file: string | undefined, config: string | undefined, standalone: boolean): void {
  const message =
    file !== undefined && config !== undefined
      ? `Both a values file (${file}) and a config.yaml (--config ${config}) were named`
      : standalone && config === undefined
        ? '--standalone says how a config.yaml is started, and there is no --config'
        : undefined
  if (message !== undefined)
    throw new CloudpremError({code: 'USAGE', message, hint: 'cloudprem dex validate --config config.yaml'})
}

const nothingChecked = {deployed: false, starts: null, dexSays: '', dependsOn: [], errors: 0, warnings: 0, findings: []}
