import {existsSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'

/** Where a pod finds the token of its service account. */
const SERVICE_ACCOUNT_TOKEN = '/var/run/secrets/kubernetes.io/serviceaccount/token'

/** The files that kubectl would read: those of KUBECONFIG, else the usual one; missing ones are passed over. */
export function kubeconfigFiles(env: NodeJS.ProcessEnv): string[] {
  const named = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter(Boolean)
  return (named.length > 0 ? named : [path.join(homedir(), '.kube', 'config')]).filter((file) => existsSync(file))
}

/** Whether this runs in a pod that may ask its own cluster. */
export function isInCluster(env: NodeJS.ProcessEnv): boolean {
  return Boolean(env['KUBERNETES_SERVICE_HOST']) && existsSync(SERVICE_ACCOUNT_TOKEN)
}
