import {randomUUID} from 'node:crypto'
import {CHART_REFERENCE, databaseHost, deployedHosts, membershipUri} from '@cloudprem/chart'
import {buildValues} from './build-values.js'
import {generateSecret} from './generate-secret.js'
import type {InitPlan} from './plan.js'
import {renderValues} from './render-values.js'
import type {InitResult} from './result.js'
import {planSideFiles, type SideFiles} from './secrets/side-files.js'
import {warningsOf} from './warnings.js'

/**
 * The least that Dex logs in (10 to 16, dexidp/dex server/api.go). The password has 142 random bits: more would only slow
 * down this command, by 300 ms, and every login.
 */
const BCRYPT_COST = 10

export type InitRequest = Omit<InitPlan, 'admin'> & {adminEmail: string}

export interface Initialized {
  text: string
  result: InitResult
  beside: SideFiles
}

/**
 * A new values file, what lies beside it and what is to be told of it. Each call makes new secrets and a new password.
 *
 * @param valuesFile name of the file, from which those beside it are named
 */
export async function initialize(request: InitRequest, valuesFile: string): Promise<Initialized> {
  const {hash} = await import('bcryptjs')
  const password = generateSecret(24)
  const {adminEmail: email, ...facts} = request
  // Without Dex nobody logs in with it; the hash would only cost time.
  const passwordHash = request.provider ? '' : await hash(password, BCRYPT_COST)
  const plan: InitPlan = {...facts, admin: {email, passwordHash, userId: randomUUID()}}

  const {values, secrets, stored} = buildValues(plan, generateSecret)
  const {kind, store} = plan.secrets
  const {release, namespace} = plan
  const beside = planSideFiles({kind, stored, valuesFile, release, namespace, ...(store && {store})})
  const hosts = deployedHosts(values, plan.chartVersion)
  const result: InitResult = {
    chart: CHART_REFERENCE,
    chartVersion: plan.chartVersion,
    release,
    namespace,
    baseDomain: plan.domain,
    membershipUri: membershipUri(plan.domain),
    hosts: Object.fromEntries(hosts.map(({component, host}) => [component, host ?? component])),
    ...(plan.tlsSecret !== undefined && {tlsSecret: plan.tlsSecret}),
    secretsGenerated: secrets,
    secrets: {
      kind,
      files: beside.files.map(({file, holdsSecrets}) => ({file, holdsSecrets})),
      stored: stored.map(({secret, key, meaning, value}) => ({secret, key, meaning, missing: value === undefined})),
    },
    database: databaseOf(plan),
    ...(plan.provider ? {issuer: plan.provider.issuer} : {admin: {email, password}}),
    warnings: warningsOf(plan, hosts),
  }
  return {text: renderValues(values, plan), result, beside}
}

function databaseOf({database, release, namespace, major}: InitPlan): InitResult['database'] {
  if (!database) return {kind: 'bundled', host: databaseHost(release, namespace, major), persistent: major >= 4}
  return {kind: 'external', host: database.host, port: database.port, database: database.database, sslMode: database.sslMode}
}
