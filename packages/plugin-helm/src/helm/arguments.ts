import {needsClientSideApply} from '@cloudprem/chart'
import type {ChartReference} from '@cloudprem/core'

/** What `helm template` and `helm install` share. No secret may be in it: it becomes an argument list. */
export interface ReleaseArguments {
  release: string
  namespace: string
  chart: ChartReference
  /** For charts that are fetched; one on this machine has its own. */
  version?: string
  /** In order; `-` is standard input. */
  valuesFiles: string[]
  set: string[]
  setString: string[]
  /** `path=file`: the way for values that are secret. */
  setFile: string[]
  plainHttp: boolean
  insecureTls: boolean
}

export interface InstallArguments extends ReleaseArguments {
  helmMajor: number
  /** The chart's own version, where it is known. */
  chartVersion: string | undefined
  kubeContext?: string
  dryRun?: 'client' | 'server'
  wait: boolean
  timeout?: string
}

export function templateArguments(request: ReleaseArguments & {kubeVersion?: string}): string[] {
  return [
    'template',
    ...releaseArguments(request),
    ...(request.kubeVersion === undefined ? [] : ['--kube-version', request.kubeVersion]),
  ]
}

/** `--create-namespace` always: the guide's namespace does not exist beforehand. The answer is helm's JSON. */
export function installArguments(request: InstallArguments): string[] {
  const {chartVersion, dryRun, helmMajor, insecureTls, kubeContext, timeout, wait} = request
  // Helm 4 applies on the server, which refuses the doubled DEBUG variable of these charts' portal.
  const clientSide = helmMajor >= 4 && chartVersion !== undefined && needsClientSideApply(chartVersion)
  return [
    'install',
    ...releaseArguments(request),
    '--create-namespace',
    ...(kubeContext === undefined ? [] : ['--kube-context', kubeContext]),
    ...(insecureTls ? ['--kube-insecure-skip-tls-verify'] : []),
    ...(dryRun === undefined ? [] : [`--dry-run=${dryRun}`]),
    ...(wait ? ['--wait'] : []),
    ...(timeout === undefined ? [] : ['--timeout', timeout]),
    ...(clientSide ? ['--server-side=false'] : []),
    '--output',
    'json',
  ]
}

function releaseArguments({
  chart,
  insecureTls,
  namespace,
  plainHttp,
  release,
  set,
  setFile,
  setString,
  valuesFiles,
  version,
}: ReleaseArguments) {
  return [
    release,
    chart.location,
    '--namespace',
    namespace,
    ...(chart.kind === 'registry' && version !== undefined ? ['--version', version] : []),
    ...valuesFiles.flatMap((file) => ['--values', file]),
    ...set.flatMap((assignment) => ['--set', assignment]),
    ...setString.flatMap((assignment) => ['--set-string', assignment]),
    ...setFile.flatMap((assignment) => ['--set-file', assignment]),
    ...(plainHttp ? ['--plain-http'] : []),
    ...(insecureTls ? ['--insecure-skip-tls-verify'] : []),
  ]
}
