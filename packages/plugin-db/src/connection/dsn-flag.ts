import {Flags, type Question} from '@cloudprem/core'

/** The connection, for every command that talks to the database. */
export const dsnFlag = {
  dsn: Flags.string({
    description:
      'connection string of the Membership database: @FILE, - for standard input, or the string itself. ' +
      "Without it psql's variables count (PGHOST, PGUSER, PGPASSWORD …)",
    env: 'CLOUDPREM_DSN',
    helpValue: '@FILE',
  }),
}

/** How the connection string is asked for on a terminal. */
export const dsnQuestion: Question = {
  flag: 'dsn',
  message: 'Connection string of the Membership database (postgresql://USER:PASSWORD@HOST:5432/DATABASE)',
  secret: true,
}

/** A line for the hint of a missing `--dsn`. */
export const INSTEAD_OF_DSN = 'instead of --dsn: CLOUDPREM_DSN=@FILE, or PGHOST, PGUSER, PGPASSWORD and PGDATABASE'
