import type {SecretPlace, SecretStore} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {checkName} from './check-flags.js'
import type {IngressPreset} from './ingress/presets.js'
import type {IdentityProvider, IngressPlan, SecretsKind} from './plan.js'

/**
 * `NAME` or `NAME:KEY` of a Kubernetes Secret.
 *
 * @throws CloudpremError `USAGE` (exit 2)
 */
export function parseSecretPlace(flag: string, text: string, defaultKey: string): SecretPlace {
  const [secret = '', key = defaultKey, ...rest] = text.split(':')
  checkName(flag, secret)
  if (rest.length > 0 || !/^[-._a-zA-Z0-9]+$/.test(key)) {
    throw new CloudpremError({code: 'USAGE', message: `--${flag} ${JSON.stringify(text)} is not of the form NAME or NAME:KEY`})
  }
  return {secret, key}
}

export interface IngressFlags {
  'ingress-preset'?: IngressPreset[]
  'ingress-class'?: string
  'ingress-annotation'?: string[]
  'cluster-issuer'?: string
  'acm-certificate'?: string
}

/** @throws CloudpremError `USAGE` (exit 2) for flags that do not go together */
export function parseIngress(flags: IngressFlags): IngressPlan {
  const presets = [...new Set(flags['ingress-preset'] ?? [])]
  const [issuer, certificate] = [flags['cluster-issuer'], flags['acm-certificate']]
  const controllers = presets.filter((preset) => preset !== 'cert-manager')
  if (controllers.length > 1) throw usage(`--ingress-preset ${controllers.join(' and ')} are two controllers: give one of them`)
  if (presets.includes('cert-manager') && presets.includes('aws-alb')) {
    throw usage('--ingress-preset cert-manager makes Secrets, and aws-alb takes its certificate from AWS: give one of them')
  }
  if (presets.includes('cert-manager') !== (issuer !== undefined)) {
    throw usage(
      '--ingress-preset cert-manager and --cluster-issuer need each other',
      '--ingress-preset cert-manager --cluster-issuer letsencrypt',
    )
  }
  if (certificate !== undefined && !presets.includes('aws-alb'))
    throw usage('--acm-certificate goes with --ingress-preset aws-alb')
  if (issuer !== undefined) checkName('cluster-issuer', issuer)
  return {
    presets,
    annotations: Object.fromEntries((flags['ingress-annotation'] ?? []).map(parseAnnotation)),
    ...(flags['ingress-class'] !== undefined && {className: flags['ingress-class']}),
    ...(issuer !== undefined && {clusterIssuer: issuer}),
    ...(certificate !== undefined && {certificateArn: certificate}),
  }
}

/** Whether these flags make or find the certificates, so that no Secret is to be named. */
export function needsTlsSecret({presets}: IngressPlan): boolean {
  return !presets.includes('cert-manager') && !presets.includes('aws-alb')
}

function parseAnnotation(text: string): [key: string, value: string] {
  const [, key, value] = /^([a-zA-Z0-9][-._a-zA-Z0-9/]*)=(.*)$/s.exec(text) ?? []
  if (key === undefined || value === undefined)
    throw usage(`--ingress-annotation ${JSON.stringify(text)} is not of the form KEY=VALUE`)
  return [key, value]
}

/** @throws CloudpremError `USAGE` (exit 2) when something is missing or is no https address */
export function parseProvider(
  given: {issuer?: string; clientId?: string; clientSecret?: string},
  kind: SecretsKind,
): IdentityProvider | undefined {
  const {issuer, clientId, clientSecret} = given
  if (issuer === undefined) return undefined
  const missing = [
    ...(clientId === undefined ? ['--oidc-client-id ID'] : []),
    ...(clientSecret === undefined && kind !== 'external-secrets' ? ['--oidc-client-secret @FILE'] : []),
  ]
  if (clientId === undefined || missing.length > 0) throw usage(`--oidc-issuer needs ${missing.join(' and ')}`)
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined
  if (url?.protocol !== 'https:' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw usage(
      `--oidc-issuer ${JSON.stringify(issuer)} is no issuer: https, without query`,
      '--oidc-issuer https://login.example.org/realms/acme',
    )
  }
  return {issuer, clientId, ...(clientSecret !== undefined && {clientSecret})}
}

/** @throws CloudpremError `USAGE` (exit 2) */
export function parseStore(kind: SecretsKind, name: string | undefined, storeKind: SecretStore['kind']): SecretStore | undefined {
  if ((kind === 'external-secrets') !== (name !== undefined)) {
    throw usage(
      '--secrets external-secrets and --secret-store need each other',
      '--secrets external-secrets --secret-store vault',
    )
  }
  if (name === undefined) return undefined
  checkName('secret-store', name)
  return {name, kind: storeKind}
}

function usage(message: string, hint?: string): CloudpremError {
  return new CloudpremError({code: 'USAGE', message, ...(hint !== undefined && {hint})})
}
