// Generated from the connectors of packages/plugin-dex by `npm run generate`.

/** The connector types of Dex, as its configuration names them. */
export const CONNECTOR_TYPES: readonly string[] = [
  'saml',
  'oidc',
  'ldap',
  'github',
  'gitlab',
  'google',
  'microsoft',
  'bitbucket-cloud',
  'linkedin',
  'openshift',
  'keystone',
  'atlassian-crowd',
  'gitea',
  'oauth',
  'authproxy',
  'mockCallback',
  'mockPassword',
]
