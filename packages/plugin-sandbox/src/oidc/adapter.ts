import type {Adapter} from 'oidc-provider'
import type {Database} from '../membership/database.js'

/**
 * Two processes that refresh with the same token at once are both served: within this time a used refresh token does
 * not count as used. Without it the library takes the second use for theft and ends the whole login.
 */
const REFRESH_GRACE_SECONDS = 10

interface Row {
  payload: Record<string, unknown>
  consumedAt: Date | null
}

/** The library's store of codes, grants and refresh tokens, in PostgreSQL; one class for each database. */
export function adapterOn(database: Database, now: () => number = Date.now): new (model: string) => Adapter {
  return class PostgresAdapter implements Adapter {
    constructor(private readonly model: string) {}

    async upsert(id: string, payload: object, expiresIn?: number): Promise<void> {
      const {grantId, userCode, uid} = payload as {grantId?: string; userCode?: string; uid?: string}
      await database.change(
        `insert into sandbox_oidc.records (model, id, payload, grant_id, user_code, uid, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (model, id) do update set
           payload = excluded.payload, grant_id = excluded.grant_id, user_code = excluded.user_code, uid = excluded.uid,
           expires_at = excluded.expires_at`,
        [this.model, id, payload, grantId, userCode, uid, expiresIn === undefined ? null : new Date(now() + expiresIn * 1000)],
      )
    }

    async find(id: string): Promise<object | undefined> {
      return this.findBy('id', id)
    }

    async findByUserCode(userCode: string): Promise<object | undefined> {
      return this.findBy('user_code', userCode)
    }

    async findByUid(uid: string): Promise<object | undefined> {
      return this.findBy('uid', uid)
    }

    async consume(id: string): Promise<void> {
      await database.change(
        `update sandbox_oidc.records set consumed_at = $3 where model = $1 and id = $2 and consumed_at is null`,
        [this.model, id, new Date(now())],
      )
    }

    async destroy(id: string): Promise<void> {
      await database.change('delete from sandbox_oidc.records where model = $1 and id = $2', [this.model, id])
    }

    async revokeByGrantId(grantId: string): Promise<void> {
      await database.change('delete from sandbox_oidc.records where grant_id = $1', [grantId])
    }

    /** Expired rows are found too: the library looks at the expiry itself and says so. */
    private async findBy(column: 'id' | 'user_code' | 'uid', value: string): Promise<object | undefined> {
      const row = await database.row<Row>(
        `select payload, consumed_at as "consumedAt" from sandbox_oidc.records where model = $1 and ${column} = $2`,
        [this.model, value],
      )
      if (!row) return undefined
      const consumed = row.consumedAt && Math.floor(row.consumedAt.getTime() / 1000)
      const hidden =
        this.model === 'RefreshToken' && row.consumedAt && now() - row.consumedAt.getTime() < REFRESH_GRACE_SECONDS * 1000
      return consumed && !hidden ? {...row.payload, consumed} : row.payload
    }
  }
}
