import {Flags} from '@cloudprem/core'

/** Where the database is, for every command that talks to it. */
export const databaseFlags = {
  dsn: Flags.string({
    description:
      'connection string of the Membership database: @FILE, - for standard input, or the string itself. ' +
      "Without it psql's variables count (PGHOST, PGUSER, PGPASSWORD …, PGSERVICE)",
    env: 'CLOUDPREM_DSN',
    helpValue: '@FILE',
  }),
  'password-command': Flags.string({
    description:
      'program whose first line of output is the password, such as a token of a cloud; run without a shell, for each connection',
    env: 'CLOUDPREM_PASSWORD_COMMAND',
    helpValue: 'COMMAND',
  }),
}

export interface DatabaseFlags {
  dsn?: string
  'password-command'?: string
  'ca-file'?: string
}
