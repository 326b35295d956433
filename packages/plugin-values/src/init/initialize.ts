import {randomUUID} from 'node:crypto'
import {existsSync} from 'node:fs'
import {CHART_REFERENCE, databaseHost, deployedHosts, membershipUri, valueAt, type Values} from '@cloudprem/chart'
import {answerFindings} from './answer-findings.js'
import {buildValues, PERSISTENCE} from './build-values.js'
import {generateSecret} from './generate-secret.js'
import {hashPassword} from './hash-password.js'
import type {BaseFile} from './in-place/edit-base.js'
import type {InitPlan} from './plan.js'
import {keptUsers} from './provider/configure-dex.js'
import {renderValues} from './render-values.js'
import type {InitResult} from './result.js'
import {withSchemaLine} from './schema-line.js'
import {planSideFiles, type SideFiles} from './secrets/side-files.js'
import {warningsOf} from './warnings.js'

export interface InitRequest extends Omit<InitPlan, 'admin'> {
  adminEmail: string
  /** Default: the published one. */
  chart?: string
  /** Where editors find the schema, from the file. */
  schema?: string
}

export interface Initialized {
  text: string
  result: InitResult
  beside: SideFiles
}

/**
 * A new values file, what lies beside it and what is to be told of it. Each call makes new secrets and a new password.
 *
 * @param base a file that is edited in place of one written from nothing
 * @param valuesFile name of the file, from which those beside it are named
 */
export async function initialize(request: InitRequest, valuesFile: string, base?: BaseFile): Promise<Initialized> {
  const existing = request.existing
  const password = generateSecret(24)
  const {adminEmail: email, chart = CHART_REFERENCE, schema, ...facts} = request
  // Without a new user of Dex nobody logs in with it; the hash would only cost time.
  const hasNewUser = !request.provider && valueAt(existing, 'membership.dex.enabled') !== false && !keptUsers(existing)
  const passwordHash = hasNewUser ? await hashPassword(password) : ''
  const plan: InitPlan = {...facts, admin: {email, passwordHash, userId: hasNewUser ? randomUUID() : ''}}

  const {values, secrets, stored} = buildValues(plan, generateSecret)
  const {kind, store} = plan.secrets
  const {release, namespace} = plan
  const beside = planSideFiles({kind, stored, valuesFile, release, namespace, ...(store && {store}), exists: existsSync})
  const hosts = deployedHosts(values, plan.chartVersion)
  const result: InitResult = {
    chart,
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
    database: databaseOf(plan, values),
    ...(plan.provider && {issuer: plan.provider.issuer}),
    ...(hasNewUser && {admin: {email, password}}),
    warnings: warningsOf(plan, hosts),
  }
  const text = answerFindings(base ? await edited(base, values, plan, valuesFile) : renderValues(values, plan), plan)
  return {text: schema === undefined ? text : withSchemaLine(text, schema), result, beside}
}

/** The parser that knows of comments is needed for a file that is there alone. */
async function edited(base: BaseFile, values: Values, plan: InitPlan, file: string): Promise<string> {
  const {editBase} = await import('./in-place/edit-base.js')
  return editBase(base, values, plan, file)
}

function databaseOf({database, existing, release, namespace, major}: InitPlan, values: Values): InitResult['database'] {
  if (!database) {
    const persistent = valueAt(values, PERSISTENCE) ?? valueAt(existing, PERSISTENCE) ?? major >= 4
    return {kind: 'bundled', host: databaseHost(release, namespace, major), persistent: persistent === true}
  }
  return {kind: 'external', host: database.host, port: database.port, database: database.database, sslMode: database.sslMode}
}
