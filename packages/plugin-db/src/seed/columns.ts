import {SCHEMA} from '../schema/known-columns.js'
import type {ColumnShape, MembershipSchema} from '../schema/read-schema.js'

/**
 * What the guide's statements store in each column of a table, in their order: something that is asked for, or what is the
 * same for every row (formancehq/docs, docs/deployment/cloudprem2/cloudprem.mdx).
 */
export const GUIDE_VALUES = {
  regions: {
    id: {asked: 'id'},
    base_url: {asked: 'baseUrl'},
    name: {asked: 'name'},
    creator_id: {asked: 'creatorId'},
    created_at: {sql: 'now()'},
    production: {sql: 'true'},
    active: {sql: 'true'},
  },
  stacks: {
    name: {asked: 'name'},
    organization_id: {asked: 'organizationId'},
    id: {asked: 'id'},
    region_id: {asked: 'regionId'},
    created_at: {sql: 'now()'},
    updated_at: {sql: 'now()'},
    stargate_enabled: {sql: 'false'},
    client_secret: {asked: 'clientSecret'},
    state: {text: 'ACTIVE'},
    status: {text: 'READY'},
    expected_status: {text: 'READY'},
  },
} as const satisfies Record<'regions' | 'stacks', Record<string, GuideValue>>

export type GuideValue = {asked: string} | {sql: string} | {text: string}
export type SeededTable = keyof typeof GUIDE_VALUES

/** The columns of the guide that this database has, in the guide's order. */
export function columnsToFill(schema: MembershipSchema, table: SeededTable): {column: ColumnShape; value: GuideValue}[] {
  const shape = schema.tables[table]?.columns ?? []
  return Object.entries<GuideValue>(GUIDE_VALUES[table]).flatMap(([name, value]) => {
    const column = shape.find((each) => each.name === name)
    return column ? [{column, value}] : []
  })
}

/** `expression`, a text, as a value of the column: an enum or a uuid takes no text by itself, a text of whatever length does. */
export function castTo(
  schema: MembershipSchema,
  table: keyof MembershipSchema['tables'],
  name: string,
  expression: string,
): string {
  const column = schema.tables[table]?.columns.find((each) => each.name === name)
  return column === undefined || column.textual ? expression : `${expression}::${column.type}`
}

/** A column of text as it is, so that its index serves; one of another type as text, to be compared with any text. */
export function asText(schema: MembershipSchema, table: keyof MembershipSchema['tables'], name: string, alias: string): string {
  const column = schema.tables[table]?.columns.find((each) => each.name === name)
  return column?.textual ? `${alias}.${name}` : `${alias}.${name}::text`
}

/** `membership."stacks"` */
export function tableName(table: keyof MembershipSchema['tables']): string {
  return `${SCHEMA}."${table}"`
}
