import type {SecretPlace} from '@cloudprem/chart'

/** A variable's source, as Kubernetes wants it. */
export function secretReference({secret, key}: SecretPlace): {secretKeyRef: {name: string; key: string}} {
  return {secretKeyRef: {name: secret, key}}
}
