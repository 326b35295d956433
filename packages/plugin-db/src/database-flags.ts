import {Flags} from '@cloudprem/core'

/** Where the database is, for every command that talks to it. */
export const databaseFlags = {
  dsn: Flags.string({
    description:
      'connection string of the Membership database: @FILE, - for standard input, or the string itself. Without it ' +
      "psql's variables count (PGHOST, PGUSER, PGPASSWORD …, PGSERVICE), and without those the release",
    env: 'CLOUDPREM_DSN',
    helpValue: '@FILE',
  }),
  'password-command': Flags.string({
    description:
      'program whose first line of output is the password, such as a token of a cloud; run without a shell, for each connection',
    env: 'CLOUDPREM_PASSWORD_COMMAND',
    helpValue: 'COMMAND',
  }),
  release: Flags.string({
    description: 'find the database through this release (default: of the profile, else cloudprem)',
    env: 'CLOUDPREM_RELEASE',
    helpValue: 'NAME',
  }),
  namespace: Flags.string({
    char: 'n',
    description: 'namespace of the release (default: of the profile, else formance-system)',
    env: 'CLOUDPREM_NAMESPACE',
    helpValue: 'NAME',
  }),
  'kube-context': Flags.string({
    description: 'kubeconfig context (default: of the profile, else the current one)',
    env: 'CLOUDPREM_KUBE_CONTEXT',
    helpValue: 'NAME',
  }),
  kubeconfig: Flags.string({
    description: 'kubeconfig file (default: KUBECONFIG, else ~/.kube/config)',
    env: 'CLOUDPREM_KUBECONFIG',
    helpValue: 'FILE',
  }),
}

export interface DatabaseFlags {
  dsn?: string
  'password-command'?: string
  release?: string
  namespace?: string
  'kube-context'?: string
  kubeconfig?: string
  'ca-file'?: string
}
