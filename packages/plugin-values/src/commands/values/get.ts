import {CloudpremCommand, Flags, Args} from '@cloudprem/core'
import {chartVersionFlag, valuesFlag} from '../../flags.js'

export interface GetResult {
  file: string
  path: string
  /** As helm reads it; secrets masked without --reveal. */
  value: unknown
}

export default class ValuesGet extends CloudpremCommand<GetResult> {
  static override readonly summary = 'Print one value of a values file, as helm reads it.'
  static override readonly description =
    'Maps and lists are printed as YAML, single values as they are. Secrets are masked unless --reveal is given. Ends with 2 ' +
    'when the file does not set it.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> global.serviceHost',
    "<%= config.bin %> <%= command.id %> 'membership.ingress.tls[0]' --json",
    '<%= config.bin %> <%= command.id %> membership.config.oidc.clientSecret --reveal',
  ]
  static override readonly args = {
    path: Args.string({description: 'as for helm --set: membership.ingress.tls[0].secretName', required: true}),
  }
  static override readonly flags = {
    ...valuesFlag,
    reveal: Flags.boolean({description: 'print secrets as they are', env: 'CLOUDPREM_REVEAL'}),
    ...chartVersionFlag,
  }

  async run(): Promise<GetResult> {
    const {args, flags} = await this.parse(ValuesGet)
    const profile = await this.profile()
    const file = flags.values ?? profile.valuesFile ?? 'values.yaml'
    const [{readExactly}, {getValue, renderValue}] = await Promise.all([
      import('../../edit/file-in-place.js'),
      import('../../edit/get-value.js'),
    ])
    const {path, value} = getValue(await readExactly(file), args.path, {
      file: file === '-' ? 'standard input' : file,
      reveal: flags.reveal,
      chartVersion: flags['chart-version'] ?? profile.chartVersion,
    })
    this.printResult(await renderValue(value))
    return {file, path, value}
  }
}
