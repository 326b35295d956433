import {textAt} from '../judge/fields.js'
import {OAUTH_FIELDS, OAUTH_NEEDED, OAUTH_SECRETS, type ConnectorType, type OpenContext, type Opening} from './connector-type.js'
import {listAt} from '../judge/fields.js'
import {isAtLeast} from '../judge/version.js'
import {openDiscovery} from './oidc.js'
import {openToEverybody, protectionOff} from './restriction.js'

export const bitbucketCloud: ConnectorType = {
  type: 'bitbucket-cloud',
  redirects: true,
  shape: {fields: {...OAUTH_FIELDS, teams: 'string[]', includeTeamGroups: 'bool'}},
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  traps: (config) => openToEverybody(config, ['teams'], 'whoever has a Bitbucket account'),
}

export const linkedin: ConnectorType = {
  type: 'linkedin',
  redirects: true,
  shape: {fields: OAUTH_FIELDS},
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  traps: (config) => openToEverybody(config, [], 'whoever has a LinkedIn account'),
}

export const gitea: ConnectorType = {
  type: 'gitea',
  redirects: true,
  shape: {fields: {...OAUTH_FIELDS, baseURL: 'string', orgs: 'object[]', loadAllGroups: 'bool', useLoginAsID: 'bool'}},
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  traps: (config) => [
    ...openToEverybody(config, ['orgs'], 'whoever has an account of that Gitea'),
    ...protectionOff(config, 'useLoginAsID', 'a login name that was given up and taken by another is the same user'),
  ],
}

export const openshift: ConnectorType = {
  type: 'openshift',
  redirects: true,
  shape: {fields: {...OAUTH_FIELDS, issuer: 'string', groups: 'string[]', insecureCA: 'bool', rootCA: 'string'}},
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  open: (config) =>
    openDiscovery(textAt(config, 'issuer'), '/.well-known/oauth-authorization-server', 'failed to query OpenShift endpoint '),
  traps: (config) => [
    ...openToEverybody(config, ['groups'], 'whoever has an account of that cluster'),
    ...protectionOff(config, 'insecureCA', "the cluster's certificate is not verified"),
  ],
}

export const oauth: ConnectorType = {
  type: 'oauth',
  redirects: true,
  shape: {
    fields: {
      ...OAUTH_FIELDS,
      tokenURL: 'string',
      authorizationURL: 'string',
      userInfoURL: 'string',
      scopes: 'string[]',
      rootCAs: 'string[]',
      insecureSkipVerify: 'bool',
      userIDKey: 'string',
      claimMapping: {
        fields: {
          userNameKey: 'string',
          preferredUsernameKey: 'string',
          groupsKey: 'string',
          emailKey: 'string',
          emailVerifiedKey: 'string',
        },
      },
    },
  },
  neededToWork: [...OAUTH_NEEDED, 'tokenURL', 'authorizationURL', 'userInfoURL'],
  secrets: OAUTH_SECRETS,
  open: (config, context) => openRootCAs(config, context),
  traps: (config) => [
    ...openToEverybody(config, [], 'whoever has an account of that provider'),
    ...protectionOff(config, 'insecureSkipVerify', "the provider's certificate is not verified"),
  ],
}

/** Up to v2.41 each entry is a file; from v2.42 on it may be PEM, or base64 of it, as well. */
function openRootCAs(config: unknown, {version}: OpenContext): Opening {
  const files = listAt(config, 'rootCAs')
    .map(String)
    .filter((entry) => !isAtLeast(version, '2.42') || !/-----BEGIN|^LS0tLS1/.test(entry))
  return files.length > 0 ? {dependsOn: `${files.join(', ')} holds certificates`} : undefined
}
