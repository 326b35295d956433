import {KNOWN_COLUMNS, SCHEMA, SEEDED_TABLES} from '../schema/known-columns.js'
import {BEGIN, LOCKS} from '../seed/sql.js'
import type {AskedRows} from './asked-rows.js'
import {SCRIPT_BODY} from './script-body.js'

/**
 * A script for psql (PostgreSQL 13 or later) that does what `db seed` does, for whoever may not connect from here: one transaction
 * under the same locks, rows found by the same keys, nothing altered, every check inside of the script.
 *
 * All values stand in one JSON literal of ASCII without a dollar sign, so that no quoting, no encoding of the client and no
 * variable of psql can change what they mean.
 */
export function renderSqlScript({regions, stacks, organization}: AskedRows): string {
  const asked = [
    '{',
    `"organization": ${json(organization?.id ?? null)},`,
    `"regions": [\n${regions
      .map(({name, baseUrl, id, organization: owner}) => json({name, baseUrl, id, organization: owner}))
      .join(',\n')}\n],`,
    `"stacks": [\n${stacks
      .map(({id, name, region, organization: owner, clientSecret}) => json({organization: owner, id, name, region, clientSecret}))
      .join(',\n')}\n]`,
    '}',
  ].join('\n')
  return `${HEAD}
${[BEGIN, ...LOCKS].map(({text}) => `${text};`).join('\n')}
set local client_min_messages = notice;

do $cloudprem$
declare
  -- What is asked for.
  asked constant jsonb := $asked$${asked}$asked$;
  known constant jsonb := $known$${JSON.stringify(KNOWN_COLUMNS)}$known$;
${SCRIPT_BODY}
$cloudprem$;

commit;
${renderIds({regions, stacks, organization})}`
}

const HEAD = `-- Regions and stacks for the database of Membership, written by cloudprem db render --as sql.
-- Run it with psql, as a user who may insert into ${SEEDED_TABLES.map((table) => `${SCHEMA}.${table}`).join(' and ')}:
--
--     psql --no-psqlrc --file seed.sql "$DSN"
--
-- Safe to repeat: rows that are there are left alone, and one that contradicts ends the script before anything is changed.
-- psql ends with 3 then. For a trial put rollback in the place of commit.
\\set ON_ERROR_STOP on
\\set AUTOCOMMIT on
\\encoding UTF8
`

/** The ids to keep, as psql shows them. */
function renderIds({stacks, organization}: AskedRows): string {
  const [stack, ...others] = stacks
  if (!stack || others.length > 0) return ''
  const owner = stack.organization ?? organization?.id
  return `
select organization_id as "OrganizationID", id as "StackID", region_id as "RegionID"
from ${SCHEMA}."stacks" where id = ${literal(stack.id)}${owner === undefined ? '' : ` and organization_id = ${literal(owner)}`};
`
}

/** Ids only, which the rules keep to letters, digits, hyphens and underscores. */
function literal(id: string): string {
  return `'${id.replaceAll("'", "''")}'`
}

/** JSON in ASCII, and without the sign that could end the literal in which it stands. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll(/[$\u007f-\uffff]/g, (each) => {
    return `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
