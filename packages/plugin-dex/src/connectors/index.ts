import type {ConnectorType} from './connector-type.js'
import {atlassianCrowd, authproxy, keystone, mockCallback, mockPassword} from './form-providers.js'
import {github} from './github.js'
import {gitlab} from './gitlab.js'
import {google} from './google.js'
import {ldap} from './ldap.js'
import {microsoft} from './microsoft.js'
import {bitbucketCloud, gitea, linkedin, oauth, openshift} from './oauth-providers.js'
import {oidc} from './oidc.js'
import {saml} from './saml.js'

/** Every connector type of Dex v2.39.1 to v2.45.1. */
export const CONNECTOR_TYPES: readonly ConnectorType[] = [
  saml,
  oidc,
  ldap,
  github,
  gitlab,
  google,
  microsoft,
  bitbucketCloud,
  linkedin,
  openshift,
  keystone,
  atlassianCrowd,
  gitea,
  oauth,
  authproxy,
  mockCallback,
  mockPassword,
]

/** The type that a configuration names; case matters. */
export function findConnectorType(name: string): ConnectorType | undefined {
  return CONNECTOR_TYPES.find(({type, aliases}) => type === name || aliases?.includes(name))
}
