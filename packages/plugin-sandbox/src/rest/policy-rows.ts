import type {Database} from '../membership/database.js'
import {notFound, RestError} from './rest-error.js'

export interface PolicyRow {
  id: number
  organizationId: string | null
  name: string
  description: string | null
  protected: boolean
  createdAt: Date
  updatedAt: Date
}

/** Those of the organization and the built-in ones. */
export const SELECT_POLICY = `
  select id, organization_id as "organizationId", name, description, protected, created_at as "createdAt",
         updated_at as "updatedAt"
    from membership.policies where (organization_id is null or organization_id = $1)`

/** Checks a policy that a body names; null names none. @throws RestError 400 */
export async function checkPolicyId(database: Database, organizationId: string, id: number | null | undefined): Promise<void> {
  if (id === undefined || id === null) return
  if (!(await findPolicy(database, organizationId, String(id)))) throw new RestError(400, `no policy ${id}`)
}

export async function requirePolicy(database: Database, organizationId: string, policyId: string): Promise<PolicyRow> {
  const row = await findPolicy(database, organizationId, policyId)
  if (!row) throw notFound(`policy ${policyId}`)
  return row
}

async function findPolicy(database: Database, organizationId: string, policyId: string): Promise<PolicyRow | undefined> {
  if (!/^\d{1,9}$/.test(policyId)) return undefined
  return database.row(`${SELECT_POLICY} and id = $2`, [organizationId, policyId])
}

/** @throws RestError 403 for a built-in one */
export async function requireOwnPolicy(database: Database, organizationId: string, policyId: string): Promise<PolicyRow> {
  const policy = await requirePolicy(database, organizationId, policyId)
  if (policy.protected) throw new RestError(403, `policy ${policy.name} is protected`)
  return policy
}

export async function listScopes(database: Database, policyId: number): Promise<unknown[]> {
  return database.rows(
    `select id, label, true as protected, created_at as "createdAt", updated_at as "updatedAt"
       from membership.scopes s join membership.policy_scopes p on p.scope_id = s.id where p.policy_id = $1 order by id`,
    [policyId],
  )
}

export function policyView({organizationId, description, ...row}: PolicyRow): Record<string, unknown> {
  return {...row, ...(description !== null && {description}), ...(organizationId !== null && {organizationId})}
}
