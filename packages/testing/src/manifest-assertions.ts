import {cookies, oauthClients} from './manifest/clients.js'
import {dexClient, dexIssuer, dexPasswords, dexStorage} from './manifest/dex.js'
import {databaseHosts, licence, stringVariables} from './manifest/environment.js'
import type {Assertion, Expected} from './manifest/expectation.js'
import {Manifest} from './manifest/model.js'
import {certificates, mountedVolumes, uniqueObjects, wildcardHosts} from './manifest/objects.js'
import {noDefaultSecrets, secretReferences} from './manifest/secrets.js'

/** What must hold for the manifests of a CloudPrem that works and is not open to everyone. */
const ASSERTIONS = {
  /** No two objects of one kind, namespace and name. */
  A1: uniqueObjects,
  /** Every Ingress host has a certificate. */
  A2: certificates,
  /** A wildcard certificate covers every host. */
  A3: wildcardHosts,
  /** No secret that everyone knows. */
  A4: noDefaultSecrets,
  /** Variables are text, each given once. */
  A5: stringVariables,
  /** Every reference to a Secret leads somewhere. */
  A6: secretReferences,
  /** Every mount has its volume. */
  A7: mountedVolumes,
  /** Every database address has a host and one port. */
  A8: databaseHosts,
  /** There is a licence. */
  A9: licence,
  /** Dex has a whole configuration, and is where Membership expects it. */
  A10: dexIssuer,
  /** Dex knows Membership. */
  A11: dexClient,
  /** Dex uses Membership's database, in the same way. */
  A12: dexStorage,
  /** Membership knows the portal and the consoles. */
  A13: oauthClients,
  /** Who shares a cookie shares its secret. */
  A14: cookies,
  /** Dex can start with its users. */
  A15: dexPasswords,
} satisfies Record<string, Assertion>

export type AssertionId = keyof typeof ASSERTIONS
export type ManifestFaults = Partial<Record<AssertionId, string[]>>

/** Judges what helm rendered. Only assertions that do not hold are in the answer: `{}` is good. */
export function checkManifest(text: string, expected: Expected): ManifestFaults {
  const manifest = new Manifest(text)
  const faults = Object.entries(ASSERTIONS).map(([id, assertion]) => [id, assertion(manifest, expected)] as const)
  return Object.fromEntries(faults.filter(([, found]) => found.length > 0))
}

export type {Expected as ManifestExpectation}
