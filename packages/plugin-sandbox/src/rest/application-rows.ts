import type {Database} from '../membership/database.js'
import {notFound} from './rest-error.js'

export interface ApplicationRow {
  id: string
  name: string
  description: string | null
  url: string
  alias: string
  createdAt: Date
  updatedAt: Date
}

interface ScopeRow {
  id: number
  label: string
}

export const SELECT_APPLICATION = `
  select a.id, a.name, a.description, a.url, a.alias, a.created_at as "createdAt", a.updated_at as "updatedAt"
    from membership.applications a`

export async function requireApplication(database: Database, id: string): Promise<ApplicationRow> {
  const row = await database.row<ApplicationRow>(`${SELECT_APPLICATION} where a.id::text = $1`, [id])
  if (!row) throw notFound(`application ${id}`)
  return row
}

/** The API's Scopes of an application. */
export async function scopesOf(database: Database, applicationId: string): Promise<ScopeRow[]> {
  return database.rows(
    `select id, label, coalesce(description, '') as description, application_id as "applicationId", false as protected,
            created_at as "createdAt", updated_at as "updatedAt"
       from membership.scopes where application_id = $1 order by id`,
    [applicationId],
  )
}

export function applicationView({description, ...row}: ApplicationRow): Record<string, unknown> {
  return {...row, ...(description !== null && {description})}
}
