import {Flags} from '@cloudprem/core'
import {HelmCommand} from '../../helm-command.js'
import {templateArguments} from '../../helm/arguments.js'
import {explainFailure} from '../../helm/explain-failure.js'
import {runHelm} from '../../helm/run-helm.js'
import {withSecretFiles} from '../../helm/secret-files.js'
import {listObjects, type ManifestObject} from '../../manifest.js'
import {releaseFlags} from '../../release-flags.js'
import {inputOf, prepareRelease} from '../../release.js'

export interface HelmTemplateResult {
  release: string
  namespace: string
  chart: string
  /** Null where helm chose the newest. */
  chartVersion: string | null
  objects: ManifestObject[]
  /** The YAML text, as helm rendered it; holds what secrets the values hold. */
  manifest: string
}

export default class HelmTemplate extends HelmCommand<HelmTemplateResult> {
  static override readonly summary = 'Print the manifests that an install would apply; needs no cluster.'
  static override readonly description =
    'Rendered by the helm on the PATH (3.8 or newer). The manifests go to standard output, secrets of the values included. ' +
    'Secrets given by --set reach helm through a file, not through its arguments.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --values values.yaml',
    '<%= config.bin %> <%= command.id %> --chart sandbox --values values.yaml',
    '<%= config.bin %> <%= command.id %> --chart ./cloudprem-4.10.2.tgz --values - < values.yaml',
  ]
  static override readonly flags = {
    ...releaseFlags,
    'kube-version': Flags.string({
      description: 'render for this Kubernetes version',
      env: 'CLOUDPREM_KUBE_VERSION',
      helpValue: 'V',
    }),
  }

  async run(): Promise<HelmTemplateResult> {
    const {flags} = await this.parse(HelmTemplate)
    const release = await prepareRelease(flags, await this.surroundings())
    const {chart, helm, metadata, request, secrets} = release
    this.warnAll(release.warnings)

    const {exitCode, stderr, stdout} = await withSecretFiles(secrets, (setFile) =>
      runHelm(helm, templateArguments({...request, setFile, kubeVersion: flags['kube-version']}), {
        signal: this.signal,
        label: `Rendering ${chart.name}`,
        ...(this.progress && {progress: this.progress}),
        input: inputOf(release),
      }),
    )
    if (exitCode !== 0) throw explainFailure({action: 'template', stderr, exitCode, ...request})

    this.printResult(stdout)
    return {
      release: request.release,
      namespace: request.namespace,
      chart: chart.name,
      chartVersion: metadata.version ?? null,
      objects: this.jsonEnabled() ? await listObjects(stdout) : [],
      manifest: stdout,
    }
  }
}
