import {Flags, type Interfaces} from '@cloudprem/core'
import {plainHttpFlag} from '../chart/chart-flags.js'
import {chartVersionFlag, placeFlags} from '../flags.js'
import {INGRESS_PRESETS} from './ingress/presets.js'
import {SECRETS_KINDS} from './plan.js'

/** Which deployment the file is for. */
const deployment = {
  domain: Flags.string({
    description: "base domain of every host; the guide's BASE_URL, without https://",
    env: 'CLOUDPREM_DOMAIN',
    helpValue: 'BASE_URL',
  }),
  ...chartVersionFlag,
  ...placeFlags,
  'console-host': Flags.string({
    description: 'full host of console v3 (default: console.BASE_URL, which a wildcard certificate covers)',
    env: 'CLOUDPREM_CONSOLE_HOST',
    helpValue: 'HOST',
  }),
}

const ingress = {
  'tls-secret': Flags.string({
    description: 'Kubernetes Secret with the certificate; not needed with cert-manager and aws-alb',
    env: 'CLOUDPREM_TLS_SECRET',
    helpValue: 'YOUR_TLS_SECRET_NAME',
  }),
  'ingress-preset': Flags.option({options: INGRESS_PRESETS, multiple: true, multipleNonGreedy: true})({
    description: 'class, annotations and certificates as this controller wants them (cert-manager goes with another one)',
    env: 'CLOUDPREM_INGRESS_PRESET',
  }),
  'ingress-class': Flags.string({
    description: "class of every Ingress (default: the preset's, else the cluster's)",
    env: 'CLOUDPREM_INGRESS_CLASS',
    helpValue: 'NAME',
  }),
  'ingress-annotation': Flags.string({
    description: 'annotation of every Ingress (repeatable)',
    env: 'CLOUDPREM_INGRESS_ANNOTATION',
    helpValue: 'KEY=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'cluster-issuer': Flags.string({
    description: "cert-manager's ClusterIssuer, for --ingress-preset cert-manager",
    env: 'CLOUDPREM_CLUSTER_ISSUER',
    helpValue: 'NAME',
  }),
  'acm-certificate': Flags.string({
    description: 'certificate in AWS, for --ingress-preset aws-alb (default: found by host)',
    env: 'CLOUDPREM_ACM_CERTIFICATE',
    helpValue: 'ARN',
  }),
}

const licence = {
  'licence-token': Flags.string({
    description: 'Enterprise licence: @FILE or - (standard input)',
    env: 'CLOUDPREM_LICENCE_TOKEN',
    helpValue: '@FILE',
  }),
  'licence-secret': Flags.string({
    description: 'Kubernetes Secret that has the licence already (key: token)',
    env: 'CLOUDPREM_LICENCE_SECRET',
    helpValue: 'NAME[:KEY]',
    exclusive: ['licence-token'],
  }),
  'licence-cluster-id': Flags.string({
    description: 'uid of the namespace kube-system, for which the licence was made',
    env: 'CLOUDPREM_LICENCE_CLUSTER_ID',
    helpValue: 'UUID',
  }),
}

const database = {
  'postgres-url': Flags.string({
    description: 'a PostgreSQL of your own, postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=require: @FILE or -',
    env: 'CLOUDPREM_POSTGRES_URL',
    helpValue: '@FILE',
  }),
  'postgres-secret': Flags.string({
    description: "Kubernetes Secret that has the database user's password (key: password); --postgres-url then has none",
    env: 'CLOUDPREM_POSTGRES_SECRET',
    helpValue: 'NAME[:KEY]',
  }),
}

const identity = {
  'admin-email': Flags.string({
    description: "e-mail address of Dex's first user (default: admin@BASE_URL)",
    env: 'CLOUDPREM_ADMIN_EMAIL',
    helpValue: 'EMAIL',
    exclusive: ['oidc-issuer'],
  }),
  'oidc-issuer': Flags.string({
    description: 'OpenID Connect provider in place of Dex, as its discovery document spells it',
    env: 'CLOUDPREM_OIDC_ISSUER',
    helpValue: 'URL',
  }),
  'oidc-client-id': Flags.string({
    description: "Membership's client at that provider",
    env: 'CLOUDPREM_OIDC_CLIENT_ID',
    helpValue: 'ID',
    dependsOn: ['oidc-issuer'],
  }),
  'oidc-client-secret': Flags.string({
    description: "that client's secret: @FILE or -",
    env: 'CLOUDPREM_OIDC_CLIENT_SECRET',
    helpValue: '@FILE',
    dependsOn: ['oidc-issuer'],
  }),
}

const secrets = {
  secrets: Flags.option({options: SECRETS_KINDS})({
    description: 'where secrets go: into the file, or into files beside it for kubectl, sops, an operator or kubeseal',
    default: 'inline' as const,
    env: 'CLOUDPREM_SECRETS',
  }),
  'secret-store': Flags.string({
    description: "the operator's store, for --secrets external-secrets",
    env: 'CLOUDPREM_SECRET_STORE',
    helpValue: 'NAME',
  }),
  'secret-store-kind': Flags.option({options: ['ClusterSecretStore', 'SecretStore'] as const})({
    description: 'its kind',
    default: 'ClusterSecretStore' as const,
    env: 'CLOUDPREM_SECRET_STORE_KIND',
  }),
}

const output = {
  set: Flags.string({
    description: 'one more value, as with helm: portal.replicas=2 (repeatable)',
    env: 'CLOUDPREM_SET',
    helpValue: 'PATH=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  full: Flags.boolean({
    description: "edit the chart's own commented values in place of writing the overrides alone",
    env: 'CLOUDPREM_FULL',
    exclusive: ['merge'],
  }),
  chart: Flags.string({
    description: 'chart to take for --full, and to install later: a folder, an archive or a reference',
    env: 'CLOUDPREM_CHART',
    helpValue: 'REF',
  }),
  ...plainHttpFlag,
  from: Flags.string({
    description: 'fill in the placeholders of this file of chart 1.0.x, and change nothing else; with --full: edit this file',
    env: 'CLOUDPREM_FROM',
    helpValue: 'FILE',
    exclusive: ['merge'],
  }),
  merge: Flags.boolean({
    description: 'edit the file when it exists: its secrets, users and all that no flag speaks of stay',
    env: 'CLOUDPREM_MERGE',
    exclusive: ['stdout'],
  }),
  schema: Flags.string({
    description: 'name this JSON schema at the top, so that editors complete and explain; a file that is not there is written',
    env: 'CLOUDPREM_SCHEMA',
    helpValue: 'FILE|URL',
  }),
  output: Flags.string({
    char: 'o',
    description: 'file to write, mode 0600',
    default: 'values.yaml',
    env: 'CLOUDPREM_OUTPUT',
    helpValue: 'FILE',
  }),
  stdout: Flags.boolean({
    description: 'print the file instead of writing it; the password goes to stderr',
    env: 'CLOUDPREM_STDOUT',
  }),
  force: Flags.boolean({
    description: 'replace the file when it exists',
    env: 'CLOUDPREM_FORCE',
  }),
}

export type InitFlags = Interfaces.InferredFlags<typeof initFlags>

export const initFlags = {...deployment, ...ingress, ...licence, ...database, ...identity, ...secrets, ...output}

/** What filling in placeholders alone has no use for. */
export const BEYOND_PLACEHOLDERS = [
  'console-host',
  ...Object.keys(ingress).filter((name) => name !== 'tls-secret'),
  ...Object.keys(licence),
  ...Object.keys(database),
  ...Object.keys(identity),
  'secret-store',
  'set',
  'chart',
  'schema',
] as const
