import {Flags} from '@cloudprem/core'

/** Where the database is, for every command that talks to it. */
export const databaseFlags = {
  dsn: Flags.string({
    description:
      'connection string of the Membership database: @FILE, - for standard input, or the string itself. ' +
      "Without it psql's variables count (PGHOST, PGUSER, PGPASSWORD …)",
    env: 'CLOUDPREM_DSN',
    helpValue: '@FILE',
  }),
}

export interface DatabaseFlags {
  dsn?: string
}
