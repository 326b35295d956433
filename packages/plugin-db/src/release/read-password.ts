import {valueAt, type DatabasePassword} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import type {Cluster, ReleasePlace} from './cluster.js'

/**
 * The password of the database user: from the values, or from the Secret that they name; undefined when it is no password but a
 * token.
 *
 * @throws CloudpremError `DATABASE_NOT_FOUND` (exit 3) when the Secret or the key is not there; as `Cluster.read`
 */
export async function readPassword(
  cluster: Cluster,
  password: DatabasePassword,
  {namespace}: ReleasePlace,
): Promise<string | undefined> {
  if (password.kind === 'iam') return undefined
  if (password.kind === 'value') return password.value
  const {name, key} = password
  const purpose = `to read the Secret ${name} in namespace ${namespace}, which holds the password`
  const secret = await cluster.read(`/api/v1/namespaces/${namespace}/secrets/${name}`, purpose)
  const value = valueAt(secret, ['data', key])
  if (typeof value === 'string') return Buffer.from(value, 'base64').toString('utf8')
  const keys = Object.keys((valueAt(secret, 'data') as Record<string, unknown> | undefined) ?? {})
  throw new CloudpremError({
    code: 'DATABASE_NOT_FOUND',
    message:
      secret === undefined
        ? `There is no Secret ${name} in namespace ${namespace}, which the release has its database password in`
        : `The Secret ${name} in namespace ${namespace} has no key "${key}", which the release has its database password in`,
    ...(keys.length > 0 && {reason: `It has: ${keys.join(', ')}.`}),
    hint: [`kubectl get secret ${name} --namespace ${namespace}`, 'the same command with --dsn @FILE'],
    details: {namespace, secret: name, key},
  })
}
