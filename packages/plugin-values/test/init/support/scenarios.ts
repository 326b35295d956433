import {checkValues, knownMajorOf, type ValuesReport} from '@cloudprem/chart'
import {answerFindings} from '../../../src/init/answer-findings.js'
import {buildValues, type BuiltValues} from '../../../src/init/build-values.js'
import {parseDatabaseUrl} from '../../../src/init/database-url.js'
import {generateSecret} from '../../../src/init/generate-secret.js'
import {SECRETS_KINDS, type InitPlan, type SecretsKind} from '../../../src/init/plan.js'
import {renderValues} from '../../../src/init/render-values.js'

export const PASSWORD = 'somePasswordOfManyLetters01'
export const PROVIDER_SECRET = 'theProviderGaveThisSecret02'
export const LICENCE = 'header.payload.signature'
export const HASH = `$2b$10$${'x'.repeat(53)}`

/** A plan for `chartVersion`, with what `change` says. */
export function planFor(chartVersion: string, change: Partial<InitPlan> = {}): InitPlan {
  const major = knownMajorOf(chartVersion)
  if (!major) throw new Error(chartVersion)
  return {
    major,
    chartVersion,
    release: 'cloudprem',
    namespace: 'formance-system',
    domain: 'formance.example',
    tlsSecret: 'formance-example-tls',
    ingress: {presets: [], annotations: {}},
    licence: major === 2 ? {} : {token: LICENCE, clusterId: '6c1d1c1e-5f0a-4b57-9d0c-1f7a3c5e2b11'},
    admin: {email: 'admin@formance.example', passwordHash: HASH, userId: '11111111-2222-4333-8444-555555555555'},
    secrets: {kind: 'inline'},
    settings: [],
    ...change,
  }
}

export const externalDatabase = () =>
  parseDatabaseUrl(`postgres://cloudprem:${PASSWORD}@db.example.net:5433/main?sslmode=verify-full`)

export const externalProvider = () => ({
  issuer: 'https://login.example.org/realms/acme',
  clientId: 'cloudprem',
  clientSecret: PROVIDER_SECRET,
})

export interface Scenario {
  title: string
  plan: InitPlan
  kind: SecretsKind
}

/** Every kind of secrets with the bundled and an external database, with Dex and another provider. */
export function scenariosFor(chartVersion: string): Scenario[] {
  return SECRETS_KINDS.flatMap((kind) =>
    [undefined, externalDatabase()].flatMap((database) =>
      [undefined, externalProvider()].map((provider) => ({
        title: `chart ${chartVersion}, --secrets ${kind}, ${database ? 'external' : 'bundled'} PostgreSQL, ${provider ? 'another provider' : 'Dex'}`,
        kind,
        plan: planFor(chartVersion, {
          secrets: {kind, ...(kind === 'external-secrets' && {store: {name: 'vault', kind: 'ClusterSecretStore' as const}})},
          ...(database && {database}),
          ...(provider && {provider}),
        }),
      })),
    ),
  )
}

export interface Written extends BuiltValues {
  text: string
  report: ValuesReport
}

/** What the plan writes, and what `values validate` says of it. */
export function write(plan: InitPlan): Written {
  const built = buildValues(plan, generateSecret)
  const text = answerFindings(renderValues(built.values, plan), plan)
  const {release, namespace, chartVersion} = plan
  return {...built, text, report: checkValues(text, {release, namespace, chartVersion})}
}
