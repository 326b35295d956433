import {isMap} from '@cloudprem/chart'
import {fieldAt, listAt, textAt} from '../judge/fields.js'
import {OAUTH_FIELDS, OAUTH_NEEDED, OAUTH_SECRETS, type ConnectorType, type Opening, type Trap} from './connector-type.js'
import {groupsNotAskedFor, openToEverybody} from './restriction.js'

export const google: ConnectorType = {
  type: 'google',
  redirects: true,
  shape: {
    fields: {
      ...OAUTH_FIELDS,
      scopes: 'string[]',
      hostedDomains: 'string[]',
      groups: 'string[]',
      serviceAccountFilePath: 'string',
      domainToAdminEmail: 'map<string>',
      adminEmail: 'string',
      fetchTransitiveGroupMembership: 'bool',
      promptType: {since: '2.40', type: 'string'},
    },
  },
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  files: ['serviceAccountFilePath'],
  open: openGoogle,
  traps: (config, {scopes}) => [
    ...openToEverybody(config, ['hostedDomains'], 'whoever has a Google account'),
    ...groupsNotAskedFor(config, 'groups', scopes, true),
    ...groupsWithoutAdmin(config),
  ],
}

function hasAdmin(config: unknown): boolean {
  const byDomain = fieldAt(config, 'domainToAdminEmail')
  return textAt(config, 'adminEmail') !== '' || (isMap(byDomain) && Object.keys(byDomain).length > 0)
}

function openGoogle(config: unknown): Opening {
  if (textAt(config, 'serviceAccountFilePath') !== '' && !hasAdmin(config)) {
    return {fails: 'directory service requires the domainToAdminEmail option to be configured'}
  }
  return {dependsOn: "Dex's pod reaches https://accounts.google.com"}
}

function groupsWithoutAdmin(config: unknown): Trap[] {
  if (listAt(config, 'groups').length === 0 || hasAdmin(config)) return []
  return [
    {
      rule: 'google-groups-ignored',
      severity: 'error',
      path: ['groups'],
      message: 'groups restricts nobody: without domainToAdminEmail no group is looked up',
      fix: 'set serviceAccountFilePath and domainToAdminEmail, or restrict with hostedDomains',
    },
  ]
}
