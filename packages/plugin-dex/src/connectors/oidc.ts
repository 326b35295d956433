import {listAt, textAt} from '../judge/fields.js'
import {isUnknown} from '../judge/environment.js'
import {OAUTH_FIELDS, OAUTH_NEEDED, OAUTH_SECRETS, type ConnectorType, type Opening, type Trap} from './connector-type.js'
import {protectionOff} from './restriction.js'

export const oidc: ConnectorType = {
  type: 'oidc',
  redirects: true,
  shape: {
    fields: {
      ...OAUTH_FIELDS,
      issuer: 'string',
      issuerAlias: {since: '2.42', type: 'string'},
      scopes: 'string[]',
      basicAuthUnsupported: 'bool',
      rootCAs: 'string[]',
      hostedDomains: 'string[]',
      insecureSkipVerify: 'bool',
      insecureSkipEmailVerified: 'bool',
      insecureEnableGroups: 'bool',
      allowedGroups: 'string[]',
      getUserInfo: 'bool',
      userIDKey: 'string',
      userNameKey: 'string',
      promptType: 'string',
      pkceChallenge: {since: '2.45', type: 'string'},
      acrValues: 'string[]',
      overrideClaimMapping: 'bool',
      claimMapping: {fields: {preferred_username: 'string', email: 'string', groups: 'string'}},
      claimModifications: {
        fields: {
          newGroupFromClaims: 'object[]',
          filterGroupClaims: {since: '2.41', type: {fields: {groupsFilter: 'string'}}},
          modifyGroupNames: {since: '2.44', type: {fields: {prefix: 'string', suffix: 'string'}}},
        },
      },
      providerDiscoveryOverrides: {
        fields: {tokenURL: 'string', authURL: 'string', jwksURL: {since: '2.40', type: 'string'}},
      },
    },
  },
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  open: openOidc,
  traps: oidcTraps,
}

function openOidc(config: unknown): Opening {
  if (listAt(config, 'hostedDomains').length > 0) {
    return {
      fails: 'support for the Hosted domains option had been deprecated and removed, consider switching to the Google connector',
    }
  }
  return openDiscovery(textAt(config, 'issuer'), '/.well-known/openid-configuration', 'failed to get provider: ')
}

/** A connector that reads its provider's discovery document when it opens. */
export function openDiscovery(issuer: string, document: string, prefix: string): Opening {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(issuer)?.[1]?.toLowerCase() ?? ''
  const url = issuer.replace(/\/$/, '') + document
  if (!isUnknown(issuer) && scheme !== 'http' && scheme !== 'https') {
    return {fails: `${prefix}Get ${JSON.stringify(url)}: unsupported protocol scheme ${JSON.stringify(scheme)}`}
  }
  return {dependsOn: isUnknown(issuer) ? 'the provider answers' : `${url} answers, with exactly this issuer`}
}

function oidcTraps(config: unknown): Trap[] {
  const traps: Trap[] = [
    ...protectionOff(config, 'insecureSkipVerify', "the provider's certificate is not verified"),
    ...protectionOff(config, 'insecureSkipEmailVerified', 'whoever can set an e-mail address there can be anybody here'),
  ]
  if (listAt(config, 'allowedGroups').length > 0 && textAt(config, 'insecureEnableGroups') !== 'true') {
    traps.push({
      rule: 'oidc-allowed-groups-ignored',
      severity: 'error',
      path: ['allowedGroups'],
      message: 'allowedGroups restricts nobody: without insecureEnableGroups it is ignored',
      fix: 'set insecureEnableGroups: true',
    })
  }
  const issuer = textAt(config, 'issuer')
  if (/login\.microsoftonline\.com\/(common|organizations|consumers)\//.test(issuer)) {
    traps.push({
      rule: 'oidc-issuer-is-a-template',
      severity: 'error',
      path: ['issuer'],
      message: "this address's discovery document names another issuer, so the connector never opens",
      fix: 'write the tenant: https://login.microsoftonline.com/TENANT_ID/v2.0',
    })
  }
  if (issuer.startsWith('http://') && !/^http:\/\/(127\.|localhost|\[::1\])/.test(issuer)) {
    traps.push({
      rule: 'connector-not-encrypted',
      severity: 'warning',
      path: ['issuer'],
      message: 'the provider is spoken to without encryption',
      fix: 'https://…',
    })
  }
  return traps
}
