import {Args, CloudpremCommand, Flags} from '@cloudprem/core'
import {DEX_CONFIG_SECRET, dexServeFlags, generatedDexConfiguration, type Values} from '@cloudprem/chart'
import {deploymentFlags, requireDeployment} from '../../deployment-flags.js'
import {readValuesFile, valuesFileName} from '../../read-values.js'
import {withFlags} from '../../read-subject.js'
import {maskSecrets} from '../../render/mask-secrets.js'

export interface DexRenderResult {
  file: string
  chartVersion: string
  /** The Kubernetes Secret that holds it, key `config.yaml`. */
  secretName: string
  /** The document; secrets masked unless `--show-secrets`. */
  config: Values
  /** Arguments of `dex serve`, which win over the document. */
  flags: Record<string, string>
  /** Paths that hold a template which only helm resolves. */
  unresolved: string[]
}

export default class DexRender extends CloudpremCommand<DexRenderResult> {
  static override readonly summary = 'Print the config.yaml that Dex will see.'
  static override readonly description =
    'Lays configOverrides of a values file over what the chart generates, as the chart does, and resolves the templates. Secrets are masked. The listening addresses are not in the document: the chart gives them to Dex as flags; --full puts them in.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> values.yaml --full',
    '<%= config.bin %> <%= command.id %> --show-secrets > config.yaml',
  ]

  static override readonly args = {
    file: Args.string({
      description: "values file, or - for standard input (default: the profile's, else values.yaml)",
    }),
  }

  static override readonly flags = {
    full: Flags.boolean({
      description: 'put in what the flags of Dex say, so that the file works by hand',
      env: 'CLOUDPREM_FULL',
    }),
    'show-secrets': Flags.boolean({description: 'print secrets as they are', env: 'CLOUDPREM_SHOW_SECRETS'}),
    ...deploymentFlags,
  }

  async run(): Promise<DexRenderResult> {
    const {args, flags} = await this.parse(DexRender)
    const profile = await this.profile()
    const deployment = requireDeployment(flags, profile)
    const {name, file} = await readValuesFile(valuesFileName(args.file, profile))
    const generated = generatedDexConfiguration(file.values, deployment)
    const serveFlags = dexServeFlags(file.values)
    const document = flags.full ? withFlags(generated.document, serveFlags) : generated.document
    const config = flags['show-secrets'] ? document : maskSecrets(document)

    const {renderConfiguration} = await import('../../render/render-configuration.js')
    this.printResult(renderConfiguration(config))
    if (!flags.full) {
      const words = Object.entries(serveFlags).map(([flag, value]) => `${flag} ${value}`)
      this.note(`The chart starts Dex with ${words.join(' ')}, which --full puts in.`)
    }
    if (generated.unresolvedPaths.length > 0) {
      this.note(`Warning: templates that only helm resolves stand at ${generated.unresolvedPaths.join(', ')}.`)
    }
    return {
      file: name,
      chartVersion: deployment.version,
      secretName: DEX_CONFIG_SECRET,
      config,
      flags: serveFlags,
      unresolved: generated.unresolvedPaths,
    }
  }
}
