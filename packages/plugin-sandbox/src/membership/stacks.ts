import type {Database} from './database.js'

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
  /** `https://ORGANIZATION-STACK.HOST`, HOST being that of the region's base URL; empty where that is none. */
  uri: string
}

const SELECT = `
  select s.id, s.name, s.organization_id as "organizationId", s.region_id as "regionId", s.created_at as "createdAt",
         s.updated_at as "updatedAt", s.stargate_enabled as "stargateEnabled", s.state, s.status,
         s.expected_status as "expectedStatus", s.version, s.metadata, s.audit_enabled as "auditEnabled",
         s.disabled_at as "disabledAt", s.deleted_at as "deletedAt", r.base_url as "baseUrl"
    from membership.stacks s join membership.regions r on r.id = s.region_id`

type Selected = Omit<StackRow, 'uri'> & {baseUrl: string | null}

/** Stacks of an organization; deleted ones only when asked for. */
export async function listStacks(database: Database, organizationId: string, deletedToo = false): Promise<StackRow[]> {
  const rows = await database.rows<Selected>(
    `${SELECT} where s.organization_id = $1 and ($2 or s.state <> 'DELETED') order by s.created_at, s.id`,
    [organizationId, deletedToo],
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

export function stackUri(organizationId: string, stackId: string, baseUrl: string | null): string {
  const host = baseUrl && URL.canParse(baseUrl) ? new URL(baseUrl).host : ''
  return host === '' ? '' : `https://${organizationId}-${stackId}.${host}`
}
