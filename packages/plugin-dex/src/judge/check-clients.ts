import type {Values} from '@cloudprem/chart'
import {keyOf, listAt, textAt} from './fields.js'
import type {Refusal} from './refusal.js'

/** What Dex refuses in static clients and in the heads of connectors, in its order; it ends at the first. */
export function entryRefusals(document: Values): Refusal[] {
  const clients = keyOf(document, 'staticClients') ?? 'staticClients'
  const connectors = keyOf(document, 'connectors') ?? 'connectors'
  return [
    ...listAt(document, clients).flatMap((client, index) =>
      clientProblems(client).map(([field, says]): Refusal => ({
        stage: 'clients',
        rule: 'client-incomplete',
        path: [clients, index, field],
        says: `invalid config: ${says}`,
      })),
    ),
    ...listAt(document, connectors).flatMap((connector, index) =>
      ['id', 'name', 'type']
        .filter((field) => textAt(connector, field) === '')
        .slice(0, 1)
        .map((field): Refusal => ({
          stage: 'connector-entries',
          rule: 'connector-incomplete',
          path: [connectors, index, field],
          says: 'invalid config: ID, Type and Name fields are required for a connector',
        })),
    ),
  ]
}

function clientProblems(client: unknown): [field: string, says: string][] {
  const has = (field: string) => textAt(client, field) !== ''
  const id = JSON.stringify(textAt(client, 'id'))
  const problems: [string, string][] = []
  if (!has('name')) problems.push(['name', 'Name field is required for a client'])
  if (!has('id') && !has('idEnv')) problems.push(['id', 'ID or IDEnv field is required for a client'])
  if (has('id') && has('idEnv')) problems.push(['idEnv', `ID and IDEnv fields are exclusive for client ${id}`])
  if (!has('secret') && !has('secretEnv') && textAt(client, 'public') !== 'true') {
    problems.push(['secret', `Secret or SecretEnv field is required for client ${id}`])
  }
  if (has('secret') && has('secretEnv')) {
    problems.push(['secretEnv', `Secret and SecretEnv fields are exclusive for client ${id}`])
  }
  return problems
}
