import {existsSync, readFileSync} from 'node:fs'
import {majorOf, type ValuesText} from '@cloudprem/chart'

/** Values for one purpose, laid over a base: as deployed, and as rendered with the real charts (2026-11-24). */
export interface Scenario {
  name: string
  /** Chart versions that it is right for. */
  versions: readonly string[]
  expects?: {
    /** False where the database is elsewhere, or has its volume. True by default. */
    bundledWithoutVolume?: boolean
    /** Whether it has to write a secret where everyone may read it. */
    secretInConfigMap?: boolean
  }
}

const TWO = ['2.2.1']
const BEFORE_CONNECTORS = ['3.0.0', '3.3.2']
const FROM_CONNECTORS = ['3.4.0', '3.14.0', '3.20.1', '3.20.3']
const THREE = [...BEFORE_CONNECTORS, ...FROM_CONNECTORS]
const FOUR = ['4.0.0', '4.10.2']
const ALL = [...TWO, ...THREE, ...FOUR]
const elsewhere = {bundledWithoutVolume: false}

export const scenarios: readonly Scenario[] = [
  {name: 'base', versions: ALL},
  {name: 'secrets', versions: ALL},
  {name: 'persistence', versions: ALL, expects: elsewhere},
  {name: 'external-postgres', versions: ALL, expects: elsewhere},
  {name: 'external-postgres-migration-user', versions: ALL, expects: elsewhere},
  {name: 'external-postgres-verify-full', versions: ALL, expects: elsewhere},
  {name: 'external-postgres-private-ca', versions: FOUR, expects: elsewhere},
  {name: 'aws-iam', versions: ALL, expects: elsewhere},
  {name: 'external-oidc-relying-party', versions: [...TWO, ...BEFORE_CONNECTORS]},
  {name: 'external-oidc', versions: [...FROM_CONNECTORS, ...FOUR], expects: {secretInConfigMap: true}},
  {name: 'external-oidc-env', versions: [...FROM_CONNECTORS, ...FOUR]},
  {name: 'ingress-nginx', versions: ALL},
  {name: 'ingress-traefik', versions: ALL},
  {name: 'ingress-alb', versions: ALL},
  {name: 'ingress-cert-manager', versions: ALL},
  {name: 'ingress-tls-per-host', versions: ALL},
  {name: 'no-ingress', versions: ALL},
  {name: 'console-v3', versions: TWO},
  {name: 'only-portal', versions: ALL},
  {name: 'only-old-console', versions: THREE},
  {name: 'only-console-v3', versions: [...THREE, ...FOUR]},
  {name: 'production', versions: ALL},
  {name: 'air-gap', versions: ALL},
  {name: 'agents', versions: ALL},
  {name: 'stargate', versions: ['3.14.0', '3.20.1', '3.20.3', ...FOUR]}, // serverURL came with 3.6.0
  {name: 'wizard', versions: FOUR, expects: {secretInConfigMap: true}},
]

/** What a scenario is laid over, besides the base. */
const ON: Record<string, string> = {
  'external-postgres-migration-user': 'external-postgres',
  'external-postgres-verify-full': 'external-postgres',
  'external-postgres-private-ca': 'external-postgres',
}
const STANDS_ALONE = ['base', 'secrets']

/** The files that helm gets by `-f` for a scenario, in this order. */
export function readScenario(name: string, version: string): ValuesText[] {
  const names = [...(STANDS_ALONE.includes(name) ? [] : ['base']), ...(ON[name] === undefined ? [] : [ON[name]]), name]
  return names.flatMap((each) => read(each, version))
}

/** What the majors share lies in `any`, that of each console for itself, and what only one major has in its folder. */
function read(name: string, version: string): ValuesText[] {
  const major = majorOf(version) ?? 0
  const files = [
    `any/${name}.yaml`,
    ...(major < 4 ? [`any/${name}.console.yaml`] : []),
    ...(major > 2 ? [`any/${name}.console-v3.yaml`] : []),
    `${major}/${name}.yaml`,
  ]
  return files
    .map((file) => ({name: file, url: new URL(`../../fixtures/scenarios/${file}`, import.meta.url)}))
    .filter(({url}) => existsSync(url))
    .map(({name: file, url}) => ({name: file, text: readFileSync(url, 'utf8')}))
}
