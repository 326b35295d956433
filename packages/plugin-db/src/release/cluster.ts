import type {Duplex} from 'node:stream'

/** Which release, and in which cluster; what is undefined has kubectl's own default. */
export interface ReleasePlace {
  release: string
  namespace: string
  kubeContext: string | undefined
  /** File; else KUBECONFIG, else `~/.kube/config`, else the cluster in which this runs. */
  kubeconfig: string | undefined
}

/** What is needed of a cluster: reading objects, and a stream into a pod. */
export interface Cluster {
  /**
   * The object or the list at this path of the API, as JSON; undefined when there is none (404).
   *
   * @param purpose what it is wanted for, for errors: `to read the release`
   * @throws CloudpremError `CLUSTER_FORBIDDEN` (exit 3), `CLUSTER_UNREACHABLE` (exit 5), `INTERRUPTED`
   */
  read(path: string, purpose: string): Promise<unknown>
  /**
   * A stream to this port of the pod: a port-forward for one connection. What breaks it off is the error of the stream.
   *
   * @throws ForwardRefused when the cluster does not open it
   */
  forward(pod: PodName, port: number): Promise<Duplex>
}

export interface PodName {
  namespace: string
  name: string
}

/** A port-forward that the API server did not open. */
export class ForwardRefused extends Error {
  constructor(
    /** Of HTTP: 403 without the right; undefined when there was no answer. */
    readonly status: number | undefined,
    message: string,
    cause: unknown,
  ) {
    super(message, {cause})
    this.name = 'ForwardRefused'
  }
}

/** Where `instanceof` would know one copy only: the Kubernetes client is a bundle of its own. */
export function isForwardRefused(error: unknown): error is ForwardRefused {
  return error instanceof Error && error.name === 'ForwardRefused'
}
