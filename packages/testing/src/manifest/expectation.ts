import type {Manifest} from './model.js'

/** What stands around the release and cannot be seen in its manifests. */
export interface Expected {
  namespace: string
  /** Base domain of the hosts. */
  serviceHost: string
  /** Secrets that exist before the install, `name: [keys]`; those that hold TLS certificates are not listed. */
  beforehand?: Record<string, string[]>
  /** The certificates are not in Secrets (AWS load balancers). */
  certificatesElsewhere?: boolean
  /** Whether the chart knows licences: from 3.0 on. Default true. */
  licence?: boolean
}

/** Says what is wrong, one line a fault. */
export type Assertion = (manifest: Manifest, expected: Expected) => string[]
