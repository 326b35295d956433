import type {Values} from '@cloudprem/chart'
import {expandDeep, isUnknown, type DexEnvironment} from './environment.js'
import {fieldAt, listAt, spelledPath, textAt} from './fields.js'
import type {Refusal, Unknown} from './refusal.js'

const POSTGRES_MODES = ['', 'disable', 'require', 'verify-ca', 'verify-full']

export interface StorageVerdict {
  refusals: Refusal[]
  unknowns: Unknown[]
}

/** What opening the storage comes to. Databases are connected to and migrated at once, which only the cluster can tell. */
export function checkStorage(document: Values, environment: DexEnvironment): StorageVerdict {
  const config = expandDeep(fieldAt(document, 'storage.config') ?? {}, environment)
  const at = (field: string) => spelledPath(document, `storage.config.${field}`)
  const refused = (rule: string, field: string, says: string): StorageVerdict => ({
    refusals: [{stage: 'storage', rule, path: at(field), says: `failed to initialize storage: ${says}`}],
    unknowns: [],
  })
  const depends = (condition: string): StorageVerdict => ({
    refusals: [],
    unknowns: [{stage: 'storage', path: spelledPath(document, 'storage'), condition}],
  })

  const type = textAt(document, 'storage.type')
  switch (type) {
    case 'postgres': {
      const mode = textAt(config, 'ssl.mode')
      if (!POSTGRES_MODES.includes(mode) && !isUnknown(mode)) {
        const says = `wrong value for "sslmode": ${JSON.stringify(mode)} is not supported; supported values are disable, require, verify-full, or verify-ca`
        return refused(
          'storage-ssl-mode-unknown',
          'ssl.mode',
          `failed to perform migrations: creating migration table: pq: ${says}`,
        )
      }
      return depends(`PostgreSQL answers at ${textAt(config, 'host') || 'localhost'}:${textAt(config, 'port') || '5432'}`)
    }
    case 'mysql':
      return depends(`MySQL answers at ${textAt(config, 'host') || 'localhost'}`)
    case 'sqlite3': {
      const file = textAt(config, 'file')
      return file === '' || file === ':memory:' ? {refusals: [], unknowns: []} : depends(`${file} can be written`)
    }
    case 'kubernetes': {
      const inCluster = fieldAt(config, 'inCluster') === true
      const file = textAt(config, 'kubeConfigFile')
      if (inCluster && file !== '') {
        return refused('storage-kubernetes-mode', 'kubeConfigFile', "cannot specify both 'inCluster' and 'kubeConfigFile'")
      }
      if (!inCluster && file === '') {
        return refused('storage-kubernetes-mode', 'inCluster', "must specify either 'inCluster' or 'kubeConfigFile'")
      }
      return depends("Dex's service account may read and make its custom resources")
    }
    case 'etcd':
      return listAt(config, 'endpoints').length === 0
        ? refused('storage-etcd-endpoints', 'endpoints', 'etcdclient: no available endpoints')
        : depends(`etcd answers at ${listAt(config, 'endpoints').join(', ')}`)
    default:
      return {refusals: [], unknowns: []}
  }
}
