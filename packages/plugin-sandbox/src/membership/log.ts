import type {ClientBase} from 'pg'
import type {Database} from './database.js'

interface Entry {
  organizationId: string | null
  userId: string
  /** `organizations.created`, `stacks.deleted` …: the actions of fctl's `organizations history`. */
  action: string
  data?: Record<string, unknown>
}

const INSERT = 'insert into membership.logs (organization_id, user_id, action, data) values ($1, $2, $3, $4)'

/** Keeps what was done for the organization's history. */
export async function writeLog(
  database: Database | ClientBase,
  {organizationId, userId, action, data = {}}: Entry,
): Promise<void> {
  const values = [organizationId, userId, action, JSON.stringify(data)]
  if ('change' in database) await database.change(INSERT, values)
  else await database.query(INSERT, values)
}
