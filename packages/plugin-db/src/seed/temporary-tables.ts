/** Every stack that is asked for. Like the other one it ends with the transaction, so that a pooler hands on nothing of it. */
export const ASKED = 'pg_temp.cloudprem_stacks'

/** The stacks that are not there as they are asked for. */
export const DIFFERENCE = 'pg_temp.cloudprem_difference'

/** A table of 100,000 stacks is hashed in 10 MB; with the server's own 4 MB two of them would be sorted on disk. */
export const WORK_MEMORY = `set local work_mem = '64MB'`

export const CREATE_TEMPORARY_TABLES = [
  `create temporary table cloudprem_stacks (
  line integer, organization text, id text, name text, region text, client_secret text
) on commit drop`,
  `create temporary table cloudprem_difference (
  line integer, organization text, id text, name text, region text, client_secret text,
  is_there boolean, there_name text, there_region text, there_state text, has_other_secret boolean
) on commit drop`,
]
