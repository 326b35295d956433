import type {Database} from '../membership/database.js'
import {findStack, type StackRow} from '../membership/stacks.js'
import {notFound} from './rest-error.js'

export async function requireStack(database: Database, organizationId: string, stackId: string): Promise<StackRow> {
  const stack = await findStack(database, organizationId, stackId)
  if (!stack) throw notFound(`stack ${stackId}`)
  return stack
}

/** The API's Stack. */
export function stackView(row: StackRow): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    metadata: row.metadata,
    organizationId: row.organizationId,
    uri: row.uri,
    regionID: row.regionId,
    stargateEnabled: row.stargateEnabled,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    status: row.status,
    state: row.state,
    expectedStatus: row.expectedStatus,
    lastStateUpdate: row.updatedAt,
    lastExpectedStatusUpdate: row.updatedAt,
    lastStatusUpdate: row.updatedAt,
    reachable: false,
    synchronised: row.status === row.expectedStatus,
    modules: row.modules,
    auditEnabled: row.auditEnabled,
    ...(row.version && {version: row.version}),
    ...(row.disabledAt && {disabledAt: row.disabledAt}),
    ...(row.deletedAt && {deletedAt: row.deletedAt}),
  }
}
