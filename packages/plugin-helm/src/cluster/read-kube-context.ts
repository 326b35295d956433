import {readFile} from 'node:fs/promises'
import {homedir} from 'node:os'
import path from 'node:path'
import {debug} from '@cloudprem/core'
import {findKubeContext, type KubeContext} from './kube-context.js'

/** The context helm will use, read from KUBECONFIG or ~/.kube/config; undefined where there is none. */
export async function readKubeContext(named: string | undefined, env = process.env): Promise<KubeContext | undefined> {
  const files = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter(Boolean)
  if (files.length === 0) files.push(path.join(homedir(), '.kube', 'config'))
  const {load} = await import('js-yaml')
  const configs = await Promise.all(
    files.map(async (file) => {
      try {
        return load(await readFile(file, 'utf8'))
      } catch (error) {
        // kubectl skips files that are missing; one that is no YAML will be refused by helm in its own words.
        debug('kube', `${file}: ${String(error)}`)
        return undefined
      }
    }),
  )
  return findKubeContext(configs, named)
}
