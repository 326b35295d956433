import {CloudpremError} from '@cloudprem/core'
import type {DatabaseConnection} from '../connection/connect.js'
import {arrayLiteral} from './array-literal.js'
import type {Removals} from './plan.js'

/**
 * Returns when no row of another table refers to what would be removed: with it that row would go, or lose its reference,
 * unseen, depending on how the reference was declared.
 *
 * @throws CloudpremError `DATABASE_CONFLICT` (exit 4), `DATABASE_FAILED` (exit 5)
 */
export async function requireUnreferenced(connection: DatabaseConnection, {stacks, regions}: Removals): Promise<void> {
  const {rows: references} = await connection.query<Reference>(REFERENCES)
  const contradictions: string[] = []
  for (const reference of references) {
    const isStacks = reference.to === 'stacks'
    const removed = isStacks
      ? '(t.organization_id::text, t.id::text) in (select * from unnest($1::text[], $2::text[]))'
      : 't.id::text = any($1::text[])'
    const {rows} = await connection.query<{count: number}>(
      // Names come quoted from the catalogue; a name cannot be a parameter.
      `select count(*)::integer as count from ${reference.table} c
       join membership."${reference.to}" t on (${reference.columns}) = (${reference.referred}) where ${removed}`,
      isStacks
        ? [arrayLiteral(stacks.map(({organizationId}) => organizationId)), arrayLiteral(stacks.map(({id}) => id))]
        : [arrayLiteral(regions.map(({id}) => id))],
    )
    const count = rows[0]?.count ?? 0
    if (count > 0)
      contradictions.push(
        `${count} rows of ${reference.table} refer to ${reference.to} that would be removed (${reference.name})`,
      )
  }
  if (contradictions.length === 0) return
  throw new CloudpremError({
    code: 'DATABASE_CONFLICT',
    message: 'Other tables refer to what --prune would remove',
    reason: [...contradictions, 'Nothing was changed.'].join('\n'),
    hint: 'cloudprem stacks delete ID   # Membership itself knows what belongs to a stack',
    details: {contradictions},
  })
}

interface Reference {
  name: string
  /** All names are quoted where they must be. */
  table: string
  to: 'stacks' | 'regions'
  /** As `c.organization_id, c.stack_id`, and what they refer to as `t.organization_id, t.id`. */
  columns: string
  referred: string
}

/** Stacks refer to their region; that is what decides whether a region may go. */
const REFERENCES = `
  select k.conname as name, k.conrelid::regclass::text as table, f.relname as to,
    (select string_agg('c.' || quote_ident(a.attname), ', ' order by u.place)
     from unnest(k.conkey) with ordinality as u (number, place)
     join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.number) as columns,
    (select string_agg('t.' || quote_ident(a.attname), ', ' order by u.place)
     from unnest(k.confkey) with ordinality as u (number, place)
     join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.number) as referred
  from pg_catalog.pg_constraint k
  join pg_catalog.pg_class f on f.oid = k.confrelid
  join pg_catalog.pg_namespace n on n.oid = f.relnamespace
  where k.contype = 'f' and n.nspname = 'membership' and f.relname in ('stacks', 'regions')
    and k.conrelid <> coalesce(to_regclass('membership."stacks"'), 0) and k.conparentid = 0
  order by 1`
