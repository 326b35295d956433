/** The schema in which Membership keeps its tables. */
export const SCHEMA = 'membership'

/**
 * The tables and columns that the guide's statements name; all the rest of Membership's database is unknown.
 * Source: formancehq/docs, docs/deployment/cloudprem2/cloudprem.mdx ("Init databases"); the same statements stand in
 * formancehq/helm, charts/cloudprem/README.md.gotmpl.
 */
export const KNOWN_COLUMNS = {
  organizations: ['id', 'owner_id'],
  users: ['id'],
  regions: ['id', 'base_url', 'name', 'creator_id', 'created_at', 'production', 'active'],
  stacks: [
    'name',
    'organization_id',
    'id',
    'region_id',
    'created_at',
    'updated_at',
    'stargate_enabled',
    'client_secret',
    'state',
    'status',
    'expected_status',
  ],
} as const satisfies Record<string, string[]>

/**
 * Those of them by which rows are compared. Without another one a seed goes on and leaves it out: a newer Membership may
 * have given it up.
 */
export const COMPARED_COLUMNS: Record<KnownTable, readonly string[]> = {
  organizations: ['id', 'owner_id'],
  users: ['id'],
  regions: ['id', 'base_url', 'name', 'creator_id'],
  stacks: ['name', 'organization_id', 'id', 'region_id', 'client_secret', 'state'],
}

export type KnownTable = keyof typeof KNOWN_COLUMNS

export const KNOWN_TABLES = Object.keys(KNOWN_COLUMNS) as KnownTable[]

/** The tables into which a seed inserts. */
export const SEEDED_TABLES = ['regions', 'stacks'] as const satisfies KnownTable[]
