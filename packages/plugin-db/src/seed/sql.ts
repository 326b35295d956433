import type {SeedPlan} from './plan.js'

/** One statement as it is sent: the values travel beside the text, and without a type. */
export interface Statement {
  text: string
  parameters: {value: string; secret?: boolean}[]
}

/** How long to wait for a lock that somebody else holds. */
const LOCK_TIMEOUT_SECONDS = 30

/** Any number, the same in every cloudprem: "cpse" in ASCII. */
const ADVISORY_LOCK = 0x63_70_73_65

/**
 * The statements before the rows are read. The isolation level is said, since under `repeatable read` (a database may
 * have it as its default) the second of two seeds would not see the rows for which it has just waited. The advisory
 * lock keeps seeds apart; the table lock keeps everybody else from inserting, psql with the guide's statements too. The
 * idle timeout frees the locks when this process is cut off.
 */
export const BEGIN: Statement[] = [
  statement('begin isolation level read committed read write'),
  statement(`set local lock_timeout = '${LOCK_TIMEOUT_SECONDS}s'`),
  statement(`set local idle_in_transaction_session_timeout = '${LOCK_TIMEOUT_SECONDS}s'`),
  statement(`select pg_advisory_xact_lock(${ADVISORY_LOCK})`),
  statement('lock table membership."regions", membership."stacks" in share row exclusive mode'),
]

/**
 * The inserts of the guide, column by column, for what a plan creates. No value has a cast: the column decides, be it
 * text, uuid or an enum (formancehq/docs, docs/deployment/cloudprem2/cloudprem.mdx has none either).
 */
export function insertsOf({organizationId, region, stack}: SeedPlan): Statement[] {
  const inserts: Statement[] = []
  if (region.change === 'created') {
    inserts.push(
      statement(
        `insert into membership."regions"
  (id, base_url, name, creator_id, created_at, production, active)
values
  ($1, $2, $3, $4, now(), true, true)`,
        region.id,
        region.baseUrl,
        region.name,
        region.creatorId,
      ),
    )
  }
  if (stack.change === 'created') {
    const insert = statement(
      `insert into membership."stacks"
  (name, organization_id, id, region_id, created_at, updated_at,
   stargate_enabled, client_secret, state, status, expected_status)
values
  ($1, $2, $3, $4, now(), now(), false, $5, 'ACTIVE', 'READY', 'READY')`,
      stack.name,
      organizationId,
      stack.id,
      region.id,
    )
    insert.parameters.push({value: stack.clientSecret, secret: true})
    inserts.push(insert)
  }
  return inserts
}

/** Every statement that a plan sends, in order, but for those that read. */
export function statementsOf(plan: SeedPlan): Statement[] {
  return [...BEGIN, ...insertsOf(plan), statement('commit')]
}

function statement(text: string, ...values: string[]): Statement {
  return {text, parameters: values.map((value) => ({value}))}
}
