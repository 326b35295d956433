import {isMap, type Values} from '@cloudprem/chart'
import {CloudpremError, redactText, requireExecutable, run} from '@cloudprem/core'

export interface ReleaseName {
  release: string
  namespace: string
  kubeContext: string | undefined
  /** One of its revisions; the deployed one when undefined. */
  revision: number | undefined
  /** The helm program; from the PATH when undefined. */
  helm: string | undefined
}

/**
 * The values that a release was given, as Helm kept them; without what the chart has by itself.
 *
 * @throws CloudpremError `EXECUTABLE_MISSING` (exit 3); `HELM_FAILED` (exit 5)
 */
export async function readReleaseValues(name: ReleaseName, signal: AbortSignal): Promise<Values> {
  const {kubeContext, namespace, release, revision} = name
  const helm = name.helm ?? (await requireExecutable('helm', 'install helm 3.8 or newer: https://helm.sh/docs/intro/install/'))
  const {exitCode, stderr, stdout} = await run(
    helm,
    [
      ...['get', 'values', release, '--namespace', namespace, '--output', 'json'],
      ...(kubeContext === undefined ? [] : ['--kube-context', kubeContext]),
      ...(revision === undefined ? [] : ['--revision', String(revision)]),
    ],
    {signal},
  )
  if (exitCode !== 0) throw failure(name, exitCode, stderr)
  const values = parseJson(stdout)
  if (values === null) return {} // a release that was given none
  if (isMap(values)) return values
  throw failure(name, exitCode, 'helm printed no values as JSON')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function failure({namespace, release}: ReleaseName, exitCode: number, said: string): CloudpremError {
  const isMissing = /release: not found/.test(said)
  return new CloudpremError({
    code: 'HELM_FAILED',
    message: isMissing
      ? `There is no release ${release} in namespace ${namespace}`
      : `helm could not tell the values of release ${release} in namespace ${namespace}`,
    reason: redactText(said.trim().replace(/^Error: /, '')),
    hint: isMissing ? 'helm list --all-namespaces' : 'kubectl config get-contexts, then --kube-context NAME',
    details: {exitCode},
  })
}
