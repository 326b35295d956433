import type {ChartReference} from './chart-reference.js'

/** Why a chart did not arrive, and what to do. */
export interface FetchFailure {
  message: string
  hint: string | string[]
}

/**
 * What helm's words mean when it could not fetch a chart (helm 3.17.3 and 4.1.4), or undefined where they speak of something
 * else.
 *
 * @param said helm's standard error
 */
export function explainFetchFailure(said: string, chart: ChartReference, version: string | undefined): FetchFailure | undefined {
  const name = `${chart.name}${version === undefined ? '' : ` ${version}`}`
  const registry = registryOf(chart.location)
  if (/unauthorized|denied|forbidden.*(?:manifests|token)|\b40[13]\b/i.test(said)) {
    return {
      message: `The registry does not give out ${name} without a login`,
      hint: `helm registry login ${registry}`,
    }
  }
  if (/not found|\b404\b|improper constraint/.test(said)) {
    return {
      message: `There is no chart ${name}`,
      hint: otherSpelling(version).map((other) => `the same command with --chart-version ${other}`),
    }
  }
  if (/server gave HTTP response to HTTPS client/.test(said)) {
    return {
      message: `${registry} speaks HTTP, and the chart ${name} was asked for with TLS`,
      hint: 'the same command with --plain-http',
    }
  }
  if (/FetchReference|dial tcp|no such host|i\/o timeout|connection re(?:fused|set)|TLS handshake|x509|proxyconnect/.test(said)) {
    return {
      message: `The chart ${name} cannot be fetched from ${registry}`,
      hint: [
        'check the network, HTTPS_PROXY and the spelling of the address',
        'where the registry is out of reach: the same command with --chart FOLDER or --chart FILE.tgz, or --chart sandbox to rehearse',
      ],
    }
  }
  return undefined
}

/** `oci://host/path` → `host`. */
function registryOf(location: string): string {
  return /^[a-z]+:\/\/([^/]+)/.exec(location)?.[1] ?? location
}

/** The published versions carry no `v` since 2.1.0, the pre-releases of 2.0.0 and the guide's 1.0.3 do. */
function otherSpelling(version: string | undefined): string[] {
  if (version === undefined) return ['VERSION']
  return [version.startsWith('v') ? version.slice(1) : `v${version}`]
}
