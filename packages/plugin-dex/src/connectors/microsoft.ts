import {listAt, textAt} from '../judge/fields.js'
import {OAUTH_FIELDS, OAUTH_SECRETS, type ConnectorType, type Trap} from './connector-type.js'

const EVERYBODY = ['', 'common', 'organizations', 'consumers']

export const microsoft: ConnectorType = {
  type: 'microsoft',
  redirects: true,
  shape: {
    fields: {
      ...OAUTH_FIELDS,
      tenant: 'string',
      groups: 'string[]',
      groupNameFormat: 'string',
      onlySecurityGroups: 'bool',
      useGroupsAsWhitelist: 'bool',
      emailToLowercase: 'bool',
      apiURL: 'string',
      graphURL: 'string',
      promptType: 'string',
      domainHint: 'string',
      scopes: 'string[]',
    },
  },
  neededToWork: ['clientID', 'clientSecret', 'redirectURI'],
  secrets: OAUTH_SECRETS,
  open: (config) => {
    const format = textAt(config, 'groupNameFormat')
    return ['', 'id', 'name'].includes(format) ? undefined : {fails: `invalid groupNameFormat: ${format}`}
  },
  traps: microsoftTraps,
}

function microsoftTraps(config: unknown): Trap[] {
  const tenant = textAt(config, 'tenant')
  if (!EVERYBODY.includes(tenant)) return []
  const ignored = listAt(config, 'groups').length > 0
  return [
    {
      rule: ignored ? 'microsoft-groups-ignored' : 'connector-open-to-everybody',
      severity: ignored ? 'error' : 'warning',
      path: [ignored ? 'groups' : 'tenant'],
      message: ignored
        ? 'groups restricts nobody: it is ignored unless tenant is one organisation'
        : `with the tenant ${tenant || 'common'} accounts of every organisation can log in`,
      fix: "set tenant to your organisation's id",
    },
  ]
}
