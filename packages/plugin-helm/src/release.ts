import {
  CHART_REFERENCE,
  DEFAULT_CHART_VERSION,
  DEFAULT_NAMESPACE,
  DEFAULT_RELEASE,
  knownMajorOf,
  releaseNameProblem,
} from '@cloudprem/chart'
import {CloudpremError, resolveChart, type ChartReference, type Profile} from '@cloudprem/core'
import {chartNameIn, readChartMetadata, type ChartMetadata} from './helm/chart-metadata.js'
import {locateHelm, type Helm} from './helm/locate.js'
import {splitSecrets, type SecretAssignment} from './helm/secret-assignments.js'
import type {ReleaseArguments} from './helm/arguments.js'
import type {ReleaseFlags} from './release-flags.js'
import {chooseValuesFiles, readValues, type ValuesText} from './values/read-values.js'

/** Everything that is known before helm is asked to render or to install. */
export interface Release {
  helm: Helm
  chart: ChartReference
  metadata: ChartMetadata
  values: ValuesText[]
  /** Secrets given by --set, which must not stand in helm's arguments. */
  secrets: SecretAssignment[]
  /** Without the secrets. */
  request: ReleaseArguments
  /** Said to the user before anything is done. */
  warnings: string[]
}

export interface Surroundings {
  profile: Profile
  /** Where plugin-sandbox is installed, if it is. */
  sandboxRoot: string | undefined
  insecureTls: boolean
  signal: AbortSignal
}

/**
 * Brings flags, profile and defaults together, and looks at what lies on this machine.
 *
 * @throws CloudpremError `USAGE`, `FILE_UNREADABLE` (exit 2); `EXECUTABLE_MISSING`, `HELM_UNSUPPORTED` (exit 3)
 */
export async function prepareRelease(flags: ReleaseFlags, around: Surroundings): Promise<Release> {
  const {profile, signal} = around
  const chart = await resolveChart(flags.chart ?? profile.chart ?? CHART_REFERENCE, around.sandboxRoot)
  const version = chart.kind === 'registry' ? chooseVersion(chart, flags, profile) : undefined
  const valuesFiles = await chooseValuesFiles(flags.values, profile.valuesFile)
  const values = await readValues(valuesFiles)
  const helm = await locateHelm(flags.helm, signal)
  const metadata = await readChartMetadata(helm, chart, version, signal)
  const set = splitSecrets(flags.set ?? [])
  const setString = splitSecrets(flags['set-string'] ?? [])
  const secrets = [...set.secret, ...setString.secret]
  const release = flags.release ?? profile.release ?? DEFAULT_RELEASE
  requireReleaseName(release, metadata)

  return {
    helm,
    chart,
    metadata,
    values,
    secrets,
    request: {
      release,
      namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
      chart,
      ...(version !== undefined && {version}),
      valuesFiles,
      set: set.plain,
      setString: setString.plain,
      setFile: [],
      plainHttp: flags['plain-http'],
      insecureTls: around.insecureTls,
    },
    warnings: [
      ...(flags.version !== undefined && chart.kind !== 'registry' && flags.version !== metadata.version
        ? [
            `${chart.name} is ${metadata.name} ${metadata.version}; --version ${flags.version} means nothing to a chart on this machine`,
          ]
        : []),
      ...secrets.map(
        ({path}) => `--set ${path} puts a secret on the command line, where other users can read it; put it into the values file`,
      ),
      ...(valuesFiles.length === 0 ? ['no values file: the chart keeps its own secrets, which everyone knows'] : []),
    ],
  }
}

/** @throws CloudpremError `USAGE` (exit 2) when nothing says what to install: the defaults are no deployment */
export function requireValues({request, secrets}: Release): void {
  if (request.valuesFiles.length + request.set.length + request.setString.length + secrets.length > 0) return
  throw new CloudpremError({
    code: 'USAGE',
    message: 'There is no values.yaml here, and --values names no other file',
    hint: 'cloudprem values init --domain BASE_DOMAIN --tls-secret SECRET',
  })
}

/** Standard input for helm, when one of the files is `-`. */
export function inputOf({values}: Release): string | undefined {
  return values.find(({file}) => file === '-')?.text
}

/** The profile's version belongs to the profile's chart; the default one to charts called cloudprem. */
function chooseVersion(chart: ChartReference, flags: ReleaseFlags, profile: Profile): string | undefined {
  if (flags.version !== undefined) return flags.version
  if (chart.name === (profile.chart ?? CHART_REFERENCE) && profile.chartVersion !== undefined) return profile.chartVersion
  return chart.location.startsWith('oci://') && chartNameIn(chart.location) === 'cloudprem' ? DEFAULT_CHART_VERSION : undefined
}

function requireReleaseName(release: string, {name, version}: ChartMetadata): void {
  const major = name === 'cloudprem' && version !== undefined ? knownMajorOf(version) : undefined
  const problem = major && releaseNameProblem(release, major)
  if (problem === undefined) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `The release name "${release}" ${problem}`,
    reason: 'helm would render it, and the API server refuse it half-way.',
    hint: `the same command with --release ${DEFAULT_RELEASE}`,
  })
}
