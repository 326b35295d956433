import {CloudpremError} from '@cloudprem/core'
import type {DatabaseConnection} from '../connection/connect.js'
import {hasColumn, type MembershipSchema} from '../schema/read-schema.js'
import {arrayLiteral} from './array-literal.js'
import {asText, tableName} from './columns.js'
import type {Comparison} from './compare.js'
import type {Removals} from './plan.js'
import type {Statement} from './sql.js'
import {ASKED} from './temporary-tables.js'

/**
 * What is there and not asked for, as far as a seed may remove it:
 *
 * - stacks of the organizations that the file's stacks name; those that Membership has deleted keep their row;
 * - regions that nothing in the file names, made by an owner of those organizations, that no other stack is in; only
 *   when the file has regions.
 *
 * @throws CloudpremError `DATABASE_FAILED` (exit 5)
 */
export async function findRemovals(connection: DatabaseConnection, comparison: Comparison): Promise<Removals> {
  const {schema, source, staged} = comparison
  const {rows: stacks} = await connection.query<Removals['stacks'][number]>(
    `select t.organization_id::text as "organizationId", t.id::text as id, t.name::text as name
     from membership."stacks" t where ${isUnasked(schema)} order by 1, 2`,
  )
  if (source.regions.length === 0) return {stacks, regions: []}
  const isPrivate = hasColumn(schema, 'regions', 'organization_id')
  const {rows: regions} = await connection.query<Removals['regions'][number]>(
    `select g.id::text as id, g.name::text as name, g.base_url::text as "baseUrl"
     from membership."regions" g
     where g.name::text <> all ($1::text[]) and lower(g.id::text) <> all ($2::text[])
       and g.creator_id::text in (
         select o.owner_id::text from membership."organizations" o where o.id::text in (select organization from ${ASKED}))
       ${isPrivate ? `and (g.organization_id is null or g.organization_id::text in (select organization from ${ASKED}))` : ''}
       and not exists (
         select 1 from membership."stacks" t where t.region_id::text = g.id::text and not (${isUnasked(schema)}))
     order by 2, 1`,
    [
      arrayLiteral([...source.regions.map(({name}) => name), ...staged.regionNames]),
      arrayLiteral(source.regions.flatMap(({id}) => id ?? [])),
    ],
  )
  return {stacks, regions}
}

/** Whether stack `t` is one to remove. */
function isUnasked(schema: MembershipSchema): string {
  const [organization, id] = [asText(schema, 'stacks', 'organization_id', 't'), asText(schema, 'stacks', 'id', 't')]
  return `${organization} in (select organization from ${ASKED}) and t.state::text is distinct from 'DELETED'
       and not exists (select 1 from ${ASKED} s where s.organization = ${organization} and s.id = ${id})`
}

/** The deletes, stacks before the regions that they are in, each with the number of rows that it must change. */
export function removalStatements(
  schema: MembershipSchema,
  {stacks, regions}: Removals,
): {statement: Statement; count: number}[] {
  const deletes: {statement: Statement; count: number}[] = []
  if (stacks.length > 0) {
    deletes.push({
      statement: {
        text: `delete from ${tableName('stacks')} t using unnest($1::text[], $2::text[]) as gone (organization, id)
where ${asText(schema, 'stacks', 'organization_id', 't')} = gone.organization and ${asText(schema, 'stacks', 'id', 't')} = gone.id`,
        parameters: [
          {value: arrayLiteral(stacks.map(({organizationId}) => organizationId))},
          {value: arrayLiteral(stacks.map(({id}) => id))},
        ],
      },
      count: stacks.length,
    })
  }
  if (regions.length > 0) {
    deletes.push({
      statement: {
        text: `delete from ${tableName('regions')} where id::text = any($1::text[])`,
        parameters: [{value: arrayLiteral(regions.map(({id}) => id))}],
      },
      count: regions.length,
    })
  }
  return deletes
}

/**
 * Returns when what was agreed to is still what would be removed.
 *
 * @throws CloudpremError `DATABASE_CONFLICT` (exit 4)
 */
export function requireSame(agreed: Removals, now: Removals): void {
  if (JSON.stringify(agreed) === JSON.stringify(now)) return
  throw new CloudpremError({
    code: 'DATABASE_CONFLICT',
    message: 'What would be removed is no longer what was shown',
    reason: 'Somebody has written to the database meanwhile. Nothing was changed.',
    hint: 'the same command again',
  })
}
