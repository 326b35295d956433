import {isMap, valueAt} from '@cloudprem/chart'

/** One object of a manifest, by its name. */
export interface ManifestObject {
  kind: string
  name: string
  namespace?: string
}

/**
 * The objects of what helm rendered, in its order.
 *
 * @throws YAMLException when the chart rendered something that is no YAML (helm itself parses less than that)
 */
export async function listObjects(manifest: string): Promise<ManifestObject[]> {
  const {loadAll} = await import('js-yaml')
  return loadAll(manifest)
    .filter(isMap)
    .map((object) => {
      const namespace = valueAt(object, 'metadata.namespace')
      return {
        kind: String(object['kind']),
        name: String(valueAt(object, 'metadata.name')),
        ...(typeof namespace === 'string' && {namespace}),
      }
    })
}
