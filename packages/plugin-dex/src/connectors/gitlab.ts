import {OAUTH_FIELDS, OAUTH_NEEDED, OAUTH_SECRETS, type ConnectorType} from './connector-type.js'
import {openToEverybody, protectionOff} from './restriction.js'

export const gitlab: ConnectorType = {
  type: 'gitlab',
  redirects: true,
  shape: {
    fields: {
      ...OAUTH_FIELDS,
      baseURL: 'string',
      groups: 'string[]',
      useLoginAsID: 'bool',
      getGroupsPermission: {since: '2.42', type: 'bool'},
      rootCAData: {since: '2.45', type: 'bytes'},
    },
  },
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  traps: (config) => [
    ...openToEverybody(config, ['groups'], 'whoever has an account of that GitLab'),
    ...protectionOff(config, 'useLoginAsID', 'a user name that was given up and taken by another is the same user'),
  ],
}
