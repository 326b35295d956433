import {isIP} from 'node:net'
import type {Database} from './database.js'

/** The API's Module. */
export interface StackModule {
  name: string
  state: 'ENABLED' | 'DISABLED'
  status: string
  lastStateUpdate: string
  lastStatusUpdate: string
}

/** A row of membership.stacks with the address that follows from its region. */
export interface StackRow {
  id: string
  name: string
  organizationId: string
  regionId: string
  createdAt: Date
  updatedAt: Date
  stargateEnabled: boolean
  state: 'ACTIVE' | 'DISABLED' | 'DELETED'
  status: string
  expectedStatus: string
  version: string | null
  metadata: Record<string, string>
  auditEnabled: boolean
  disabledAt: Date | null
  deletedAt: Date | null
  modules: StackModule[]
  /** `https://ORGANIZATION-STACK.HOST`, HOST being that of the region's base URL; empty where that is none. */
  uri: string
}

const SELECT = `
  select s.id, s.name, s.organization_id as "organizationId", s.region_id as "regionId", s.created_at as "createdAt",
         s.updated_at as "updatedAt", s.stargate_enabled as "stargateEnabled", s.state, s.status,
         s.expected_status as "expectedStatus", s.version, s.metadata, s.audit_enabled as "auditEnabled",
         s.disabled_at as "disabledAt", s.deleted_at as "deletedAt", r.base_url as "baseUrl",
         coalesce((select json_agg(json_build_object('name', m.name, 'state', m.state, 'status', m.status,
                            'lastStateUpdate', m.updated_at, 'lastStatusUpdate', m.updated_at) order by m.name)
                     from membership.stack_modules m where m.organization_id = s.organization_id and m.stack_id = s.id),
                  '[]') as modules
    from membership.stacks s join membership.regions r on r.id = s.region_id`

type Selected = Omit<StackRow, 'uri'> & {baseUrl: string | null}

/** Stacks of an organization without those in the states `hidden`. */
export async function listStacks(
  database: Database,
  organizationId: string,
  hidden: StackRow['state'][] = [],
): Promise<StackRow[]> {
  const rows = await database.rows<Selected>(
    `${SELECT} where s.organization_id = $1 and s.state <> all ($2) order by s.created_at, s.id`,
    [organizationId, hidden],
  )
  return rows.map(withUri)
}

export async function findStack(database: Database, organizationId: string, id: string): Promise<StackRow | undefined> {
  const row = await database.row<Selected>(`${SELECT} where s.organization_id = $1 and s.id = $2`, [organizationId, id])
  return row && withUri(row)
}

function withUri({baseUrl, ...row}: Selected): StackRow {
  return {...row, uri: stackUri(row.organizationId, row.id, baseUrl)}
}

/** Names go before a name only: a region at an IP address has all its stacks at that address. */
export function stackUri(organizationId: string, stackId: string, baseUrl: string | null): string {
  const url = baseUrl && URL.canParse(baseUrl) ? new URL(baseUrl) : undefined
  if (!url || url.host === '') return ''
  return isIP(url.hostname) ? url.origin : `https://${organizationId}-${stackId}.${url.host}`
}
