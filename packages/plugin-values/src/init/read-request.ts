import {DEFAULT_CHART_VERSION} from '@cloudprem/chart'
import {CloudpremError, type Profile, type Prompter} from '@cloudprem/core'
import {askFacts, type Facts} from './ask.js'
import {parseSetting} from './build-values.js'
import * as check from './check-flags.js'
import {parseDatabaseUrl, type ExternalDatabase} from './database-url.js'
import {checkNames, knownVersion, requirePlace} from './deployment.js'
import type {InitFlags} from './flags.js'
import type {BaseFile} from './in-place/edit-base.js'
import type {InitRequest} from './initialize.js'
import {needsTlsSecret, parseIngress, parseProvider, parseSecretPlace, parseStore} from './parse-flags.js'
import {databaseQuestion, databaseUrlQuestion} from './questions.js'
import {schemaReference} from './schema-line.js'

/** What reading a request needs of the world. */
export interface InitContext {
  profile: Profile
  prompter: Prompter
  /** Made when it is asked for, which costs a half millisecond. */
  signal: () => AbortSignal
  /** Where plugin-sandbox is installed, if it is. */
  sandboxRoot: string | undefined
  cacheDirectory: string
  /** The secret behind a flag's value. */
  secret: (value: string, flag: string) => Promise<string>
}

export interface ReadRequest {
  request: InitRequest
  /** The file to edit; undefined for one that is written from nothing. */
  base?: BaseFile
  facts: Facts
}

/**
 * Everything that a new values file depends on, from the flags and, at a terminal, from answers. What is wrong with the
 * flags is said before anything is asked or read.
 *
 * @throws CloudpremError `USAGE`, `USAGE_ANSWERS_MISSING`, `CHART_UNSUPPORTED`, `FILE_UNREADABLE` (exit 2)
 */
export async function readRequest(flags: InitFlags, context: InitContext): Promise<ReadRequest> {
  const place = requirePlace(flags, context.profile)
  checkNames(flags)
  const chart = check.requireKnownChart(flags['chart-version'] ?? knownVersion(context.profile) ?? DEFAULT_CHART_VERSION)
  check.checkRelease(place.release, chart.major)
  const hasLicence = [flags['licence-token'], flags['licence-secret'], flags['licence-cluster-id']].some(
    (flag) => flag !== undefined,
  )
  check.checkLicenceFlags(hasLicence, chart.chartVersion, chart.major)
  const ingress = parseIngress(flags)
  const store = parseStore(flags.secrets, flags['secret-store'], flags['secret-store-kind'])
  const settings = (flags.set ?? []).map((text) => parseSetting(text) ?? refuseSetting(text))
  const [databaseFlag, licenceFlag] = [flags['postgres-secret'], flags['licence-secret']]
  const databaseSecret = databaseFlag === undefined ? undefined : parseSecretPlace('postgres-secret', databaseFlag, 'password')
  const licenceSecret = licenceFlag === undefined ? undefined : parseSecretPlace('licence-secret', licenceFlag, 'token')
  if (flags['admin-email'] !== undefined) check.checkEmail(flags['admin-email'])

  const inPlace = flags.merge || flags.full ? await import('./in-place/index.js') : undefined
  const existing = flags.merge ? await inPlace?.readExisting(flags.output) : undefined
  const known = existing && inPlace?.knownFacts(existing.values)
  const needsTls = needsTlsSecret(ingress) && known?.isBehindLoadBalancer !== true
  const facts = await readFacts({...known?.flags, ...flags}, context, needsTls, place.namespace)
  const email = flags['admin-email'] ?? `admin@${facts.domain}`
  check.checkEmail(email)

  const clientSecret = await optionalSecret('oidc-client-secret', flags['oidc-client-secret'], context)
  const [issuer, clientId] = [flags['oidc-issuer'], flags['oidc-client-id']]
  const provider = parseProvider({issuer, clientId, clientSecret}, flags.secrets)
  const database = await readDatabase(flags, context, facts.byPerson)
  const token = await optionalSecret('licence-token', flags['licence-token'], context)
  const request: InitRequest = {
    ...chart,
    ...place,
    domain: facts.domain,
    tlsSecret: facts.tlsSecret,
    ingress: {...ingress, className: facts.ingressClass},
    consoleHost: flags['console-host'],
    licence: {token, clusterId: flags['licence-cluster-id'], secret: licenceSecret},
    database: database ?? (existing && inPlace?.externalDatabaseOf(existing.values)),
    databaseSecret,
    provider,
    adminEmail: email,
    secrets: {kind: flags.secrets, store},
    settings,
    existing: existing?.values,
    chart: flags.chart,
    schema: flags.schema === undefined ? undefined : schemaReference(flags.schema, flags.output),
  }
  if (existing && inPlace) return {request, facts, base: inPlace.toMerge(existing, flags, settings, chart.major)}
  if (!flags.full || !inPlace) return {request, facts}
  const {sandboxRoot, cacheDirectory} = context
  const signal = context.signal()
  const source = {from: flags.from, chart: flags.chart, version: chart.chartVersion, plainHttp: flags['plain-http']}
  return {request, facts, base: await inPlace.readFull({...source, sandboxRoot, cacheDirectory, signal})}
}

/** Domain, TLS secret and Ingress class, from flags or the person at the terminal. */
export function readFacts(flags: InitFlags, context: InitContext, needsTls: boolean, namespace: string): Promise<Facts> {
  const {prompter, profile, signal} = context
  const tlsSecret = flags['tls-secret']
  // The profile's domain completes a command; where nothing is said it is only offered as the answer.
  const isCompleted = tlsSecret !== undefined || !needsTls
  const domain = flags.domain ?? (isCompleted ? profile.baseDomain : undefined)
  return askFacts({
    prompter,
    given: {domain, tlsSecret, ingressClass: flags['ingress-class']},
    knownDomain: profile.baseDomain,
    needsTls,
    needsClass: flags.from === undefined && (flags['ingress-preset'] ?? []).every((preset) => preset === 'cert-manager'),
    readOffers: async () => {
      const {readClusterOffers} = await import('./cluster-offers.js')
      return readClusterOffers(namespace, signal())
    },
  })
}

async function readDatabase(
  flags: InitFlags,
  {prompter, secret}: InitContext,
  isAsked: boolean,
): Promise<ExternalDatabase | undefined> {
  const flag = flags['postgres-url']
  const isElsewhere = flags['postgres-secret'] !== undefined
  if (flag !== undefined) {
    // Without a password it may stand on the command line.
    const isFile = flag === '-' || flag.startsWith('@')
    return parseDatabaseUrl(isElsewhere && !isFile ? flag : await secret(flag, 'postgres-url'), isElsewhere)
  }
  if (!isAsked || !prompter.interactive || isElsewhere) return undefined
  if ((await prompter.ask(databaseQuestion)) === 'bundled') return undefined
  return parseDatabaseUrl(await prompter.ask(databaseUrlQuestion))
}

async function optionalSecret(flag: string, value: string | undefined, {secret}: InitContext): Promise<string | undefined> {
  return value === undefined ? undefined : secret(value, flag)
}

function refuseSetting(text: string): never {
  throw new CloudpremError({
    code: 'USAGE',
    message: `--set ${JSON.stringify(text)} is not of the form PATH=VALUE`,
    hint: '--set portal.replicas=2',
  })
}
