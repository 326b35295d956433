import type {Values} from '@cloudprem/chart'
import {findConnectorType} from '../connectors/index.js'
import {expandDeep, readSwitch, type DexEnvironment} from './environment.js'
import {fieldAt, keyOf, listAt, textAt} from './fields.js'
import type {Refusal, Unknown} from './refusal.js'
import {isAtLeast, type DexVersion} from './version.js'

export interface ConnectorFailure {
  index: number
  id: string
  says: string
}

export interface OpeningVerdict {
  refusals: Refusal[]
  unknowns: Unknown[]
  /** Connectors that do not open and that Dex starts without; whoever picks one sees HTTP 400. */
  tolerated: ConnectorFailure[]
}

/**
 * What opening all connectors comes to. Up to v2.43 one failure ends Dex; v2.44 can be told to go on; from v2.45 on it does
 * so unless every one fails, and the password database counts as one that opens.
 */
export function openConnectors(document: Values, environment: DexEnvironment, version: DexVersion): OpeningVerdict {
  const connectors = listAt(document, 'connectors')
  const key = keyOf(document, 'connectors') ?? 'connectors'
  const failures: ConnectorFailure[] = []
  const pending: Unknown[] = []
  for (const [index, connector] of connectors.entries()) {
    const config = expandDeep(fieldAt(connector, 'config') ?? {}, environment)
    const opening = findConnectorType(textAt(connector, 'type'))?.open?.(config, {version})
    if (opening === undefined) continue
    const id = textAt(connector, 'id')
    if ('fails' in opening) failures.push({index, id, says: opening.fails})
    else pending.push({stage: 'open-connectors', path: [key, index, 'config'], condition: opening.dependsOn})
  }

  const tolerates =
    isAtLeast(version, '2.44') && readSwitch(environment, 'DEX_CONTINUE_ON_CONNECTOR_FAILURE', isAtLeast(version, '2.45'))
  const server = 'failed to initialize server: server: '
  const refusal = (failure: ConnectorFailure, says: string): Refusal => ({
    stage: 'open-connectors',
    rule: 'connector-does-not-open',
    path: [key, failure.index, 'config'],
    says,
  })
  if (!tolerates) {
    const refusals = failures.map((each) => refusal(each, `${server}Failed to open connector ${each.id}: ${causeOf(each)}`))
    return {refusals, unknowns: refusals.length > 0 ? [] : pending, tolerated: []}
  }
  const hasPasswords = textAt(document, 'enablePasswordDB') === 'true'
  const certain = connectors.length - failures.length - pending.length + (hasPasswords ? 1 : 0)
  if (certain > 0) return {refusals: [], unknowns: [], tolerated: failures}
  if (pending.length > 0) return {refusals: [], unknowns: pending, tolerated: failures}
  const all = `failed to open all connectors (${failures.length}/${failures.length})`
  return {refusals: failures.slice(0, 1).map((each) => refusal(each, server + all)), unknowns: [], tolerated: failures}
}

export function causeOf({id, says}: ConnectorFailure): string {
  return `failed to open connector: failed to create connector ${id}: ${says}`
}
