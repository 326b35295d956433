import type {KnownMajor} from '../versions.js'

export type Component = 'membership' | 'dex' | 'portal' | 'console' | 'console-v3'

/** One value of the chart that a person sets. */
export interface Setting {
  /** Path in the umbrella's values. Globals count only at the top: `<child>.global.…` is ignored. */
  path: string
  type: 'string' | 'boolean' | 'integer' | 'list' | 'map'
  /** What the chart has when nobody sets it; absent when nothing. */
  default?: unknown
  meaning: string
  /** First version that reads it, when it is not the first of the major. */
  since?: string
}

/** A value that must be a secret of one's own, and the way to keep it in a Kubernetes Secret instead. */
export interface SecretSetting {
  path: string
  /** The published default that everyone knows. */
  default: string
  meaning: string
  /** Paths of the Secret's name and of the key in it that replace the value. No key has a default. */
  existingSecret: string
  secretKey: string
  /** The secret is in use while this value is true; absent: always. */
  enabledPath?: string
  /** First version where `enabledPath` is true by default. */
  onByDefaultSince?: string
}

/** A public name of a deployment, and where its Ingress and its certificate are configured. */
export interface ExposedHost {
  component: Component
  /** Value that holds the host, as a template: `global.platform.portal.host`. */
  hostPath: string
  /** The chart's default for it. */
  defaultHost: string
  /** Section with `enabled`, `className`, `annotations`, `hosts` and `tls`: `membership.dex.ingress`. */
  ingressPath: string
  /** Path prefix that the Ingress routes. */
  urlPath: string
  /** Value that switches the component off. */
  enabledPath: string
  /** First version where it is on by default; without it in every version of the major. */
  onByDefaultSince?: string
}

/** A key that Helm accepts and no template reads. */
export interface DeadKey {
  path: string
  /** Where the value belongs instead; absent when there is no such thing any more. */
  replacement?: string
  why: string
}

/** All that is known of one major, as data. */
export interface ChartFacts {
  major: KnownMajor
  /** Top-level keys of values.yaml: `global` and the child charts. */
  topKeys: readonly string[]
  hosts: readonly ExposedHost[]
  secrets: readonly SecretSetting[]
  settings: readonly Setting[]
  deadKeys: readonly DeadKey[]
}
