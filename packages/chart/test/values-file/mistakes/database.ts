import {EVERY, mistake} from './mistake.js'

const external = 'global:\n  postgresql:\n    host: db.example.net\nmembership:\n  postgresql:\n    enabled: false'
const iam =
  'global:\n  aws:\n    iam: true\n  postgresql:\n    host: db.example.net\nmembership:\n  postgresql:\n    enabled: false'
const migration = (auth: string) => `  config:\n    migration:\n      postgresql:\n        auth:\n          ${auth}`

/** Who logs in to which database, and as whom. */
export const databaseMistakes = [
  mistake(
    'component-database',
    "a component's own host is empty",
    'portal:\n  config:\n    postgresql:\n      host: "" # <--',
    'portal: {}',
  ),
  mistake(
    'database-url',
    'Membership alone has another host',
    'membership:\n  config:\n    postgresql:\n      host: other.example.net # <--',
    'membership: {}',
  ),
  mistake(
    'migration-user-bundled',
    'the bundled database has another user for migrations',
    `membership:\n${migration('username: cloudprem_migrate # <--')}`,
    `${external}\n${migration('username: cloudprem_migrate')}`,
    {majors: EVERY},
  ),
  mistake(
    'existing-secret-key-missing',
    "the migration user's Secret comes without its key",
    `${external}\n${migration('username: migrate\n          existingSecret: migrate # <--')}`,
    `${external}\n${migration('username: migrate\n          existingSecret: migrate\n          secretKeys: {adminPasswordKey: password}')}`,
    {majors: EVERY},
  ),
  mistake(
    'database-iam-dex',
    'Dex is left with IAM',
    `${iam}\n  dex:\n    configOverrides:\n      storage: # <--\n        config:\n          ssl: {mode: disable}`,
    `${iam}\n  dex:\n    configOverrides:\n      storage:\n        type: kubernetes\n        config: {inCluster: true, ssl: null}`,
    {majors: EVERY},
  ),
]
