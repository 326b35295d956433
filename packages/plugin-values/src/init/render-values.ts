import type {Values} from '@cloudprem/chart'
import {wrapText} from '@cloudprem/core'
import {dumpYaml} from './dump-yaml.lazy.js'
import {renderPlainYaml} from './plain-yaml.js'
import type {InitPlan} from './plan.js'

const COLUMNS = 80

/** The values as a file: one commented block for each chart. */
export function renderValues(values: Values, plan: InitPlan): string {
  const comments = commentsOf(plan)
  const blocks = Object.entries(values).map(([key, section]) =>
    [...commented(comments[key] ?? []), renderSection({[key]: section}).trimEnd()].join('\n'),
  )
  return `${[renderHead(plan), ...blocks].join('\n\n')}\n`
}

function renderSection(section: Values): string {
  return renderPlainYaml(section) ?? dumpYaml(section)
}

/** The comment at the top of a file. */
export function renderHead(plan: InitPlan): string {
  return commented(headOf(plan)).join('\n')
}

/** Paragraphs as comment lines; one that starts with a blank is kept as it is. */
function commented(paragraphs: string[]): string[] {
  return paragraphs
    .flatMap((paragraph) => (paragraph.startsWith(' ') ? [paragraph] : wrapText(paragraph, COLUMNS - 2)))
    .map((line) => `# ${line}`.trimEnd())
}

function headOf({chartVersion, release, namespace, secrets, ...plan}: InitPlan): string[] {
  const isInline = secrets.kind === 'inline'
  return [
    `Values of cloudprem ${chartVersion}, release ${release} in namespace ${namespace}.`,
    isInline
      ? 'Written by cloudprem values init. It holds secrets: keep it out of version control.'
      : 'Written by cloudprem values init. No secret is in it: they are in the Secrets that it names, which must exist in ' +
        'the namespace before the chart is installed.',
    '',
    certificateLine(plan) +
      (isInline
        ? ' Secrets start with a letter and hold letters and digits only, since the chart prints them unquoted into YAML ' +
          'and raw into URIs.'
        : ''),
  ]
}

function certificateLine({tlsSecret, ingress}: Pick<InitPlan, 'tlsSecret' | 'ingress'>): string {
  if (ingress.presets.includes('aws-alb'))
    return 'The load balancer has the certificate, which must be for every host named below.'
  if (ingress.presets.includes('cert-manager'))
    return `cert-manager makes one certificate for each host; the ClusterIssuer ${ingress.clusterIssuer} must exist.`
  return `The Secret ${tlsSecret} (type kubernetes.io/tls) must exist in the namespace, with a certificate for every host named below.`
}

function commentsOf(plan: InitPlan): Record<string, string[]> {
  return {
    global: [
      'What all parts share. Globals count here only, not below a child chart.',
      ...consoleLines(plan),
      ...databaseLines(plan),
      ...licenceLines(plan),
    ],
    membership: membershipLines(plan),
    portal: ['The portal: accounts, organizations, stacks.'],
    console: ['Console v2, gone in chart 4.'],
    'console-v3': ['Console v3: what lies in a stack.'],
  }
}

function membershipLines({admin, provider}: InitPlan): string[] {
  if (provider) return [`Membership, which takes its users from ${provider.issuer}. Dex is off.`]
  return [
    'Membership, with Dex and the database below it: at the top of this file, keys called dex or postgresql would be ' +
      'ignored. Dex is told its ssl mode because the chart derives it by a reversed test.',
    `${admin.email} is the first user; the password was shown once when this file was written.`,
  ]
}

function consoleLines({domain, major}: InitPlan): string[] {
  if (major < 3) return []
  return [
    `platform.consoleV3.host: the chart's own console.v3.${domain} lies two labels deep, where a certificate for ` +
      `*.${domain} does not cover it.`,
  ]
}

function databaseLines({database, major, provider}: InitPlan): string[] {
  if (database)
    return [`postgresql: a database of your own${provider ? '' : '; its TLS mode stands again under membership.dex'}.`]
  if (major < 4) {
    return [
      'postgresql: the bundled database. Its volume, under membership below, needs a default StorageClass in the cluster, and ' +
        'can only be switched before the first install.',
    ]
  }
  return [
    'postgresql.host: the bundled database. Without it the portal and console-v3 find none. It names release and ' +
      'namespace: change it when you copy this file.',
  ]
}

function licenceLines({licence, major, secrets}: InitPlan): string[] {
  const hasToken = licence.token !== undefined || licence.secret !== undefined || secrets.kind === 'external-secrets'
  if (major < 3 || (hasToken && licence.clusterId !== undefined)) return []
  return [
    'licence: NOT COMPLETE. Membership wants an Enterprise licence; add it here:',
    '  licence:',
    '    token: the licence that Formance gave you',
    '    clusterID: from kubectl get ns kube-system -o jsonpath={.metadata.uid}',
  ]
}
