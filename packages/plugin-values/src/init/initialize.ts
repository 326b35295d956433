import {randomUUID} from 'node:crypto'
import {CHART_REFERENCE, databaseHost, deployedHosts, membershipUri} from '@cloudprem/chart'
import {buildValues, type InitPlan} from './build-values.js'
import {generateSecret} from './generate-secret.js'
import {renderValues} from './render-values.js'
import type {InitResult} from './result.js'
import {warningsOf} from './warnings.js'

/**
 * The least that Dex logs in (10 to 16, dexidp/dex server/api.go). The password has 142 random bits: more would only slow
 * down this command, by 300 ms, and every login.
 */
const BCRYPT_COST = 10

export type InitRequest = Omit<InitPlan, 'admin'> & {adminEmail: string}

/** A new values file and what is to be told of it. Each call makes new secrets and a new password. */
export async function initialize(request: InitRequest): Promise<{text: string; result: InitResult}> {
  const {hash} = await import('bcryptjs')
  const password = generateSecret(24)
  const {adminEmail: email, ...facts} = request
  const plan: InitPlan = {...facts, admin: {email, passwordHash: await hash(password, BCRYPT_COST), userId: randomUUID()}}

  const {values, secrets} = buildValues(plan, generateSecret)
  const hosts = deployedHosts(values, plan.chartVersion)
  const result: InitResult = {
    chart: CHART_REFERENCE,
    chartVersion: plan.chartVersion,
    release: plan.release,
    namespace: plan.namespace,
    baseDomain: plan.domain,
    membershipUri: membershipUri(plan.domain),
    hosts: Object.fromEntries(hosts.map(({component, host}) => [component, host ?? component])),
    tlsSecret: plan.tlsSecret,
    secretsGenerated: secrets,
    database: databaseOf(plan),
    admin: {email, password},
    warnings: warningsOf(plan, hosts),
  }
  return {text: renderValues(values, plan), result}
}

function databaseOf({database, release, namespace, major}: InitPlan): InitResult['database'] {
  if (!database) return {kind: 'bundled', host: databaseHost(release, namespace, major), persistent: major >= 4}
  return {kind: 'external', host: database.host, port: database.port, database: database.database, sslMode: database.sslMode}
}
