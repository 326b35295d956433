import {textAt} from '../judge/fields.js'
import type {ConnectorType} from './connector-type.js'
import {groupsNotAskedFor} from './restriction.js'

export const keystone: ConnectorType = {
  type: 'keystone',
  redirects: false,
  shape: {fields: {domain: 'string', keystoneHost: 'string', keystoneUsername: 'string', keystonePassword: 'string'}},
  neededToWork: ['keystoneHost', 'domain', 'keystoneUsername', 'keystonePassword'],
  secrets: ['keystonePassword'],
}

export const atlassianCrowd: ConnectorType = {
  type: 'atlassian-crowd',
  redirects: false,
  shape: {
    fields: {
      baseURL: 'string',
      clientID: 'string',
      clientSecret: 'string',
      groups: 'string[]',
      preferredUsernameField: 'string',
      usernamePrompt: 'string',
    },
  },
  neededToWork: ['clientID', 'clientSecret'],
  secrets: ['clientSecret'],
  open: (config) => (textAt(config, 'baseURL') === '' ? {fails: 'crowd: no baseURL provided for crowd connector'} : undefined),
  traps: (config, {scopes}) => groupsNotAskedFor(config, 'groups', scopes, true),
}

export const authproxy: ConnectorType = {
  type: 'authproxy',
  redirects: false,
  shape: {
    fields: {
      userHeader: 'string',
      userIDHeader: 'string',
      userNameHeader: {since: '2.42', type: 'string'},
      emailHeader: 'string',
      groupHeader: 'string',
      groupHeaderSeparator: {since: '2.44', type: 'string'},
      staticGroups: 'string[]',
    },
  },
  neededToWork: [],
  secrets: [],
  traps: () => [
    {
      rule: 'authproxy-header-trusted',
      severity: 'warning',
      path: [],
      message: 'whoever reaches /callback/ID of Dex, also inside the cluster, is the user named in a header',
      fix: 'let nobody but the authenticating proxy reach Dex',
    },
  ],
}

const FOR_TESTS = {
  rule: 'connector-for-tests',
  severity: 'error',
  path: [],
  message: 'a connector for tests: it logs people in as one fixed user',
  fix: 'remove it',
} as const

export const mockCallback: ConnectorType = {
  type: 'mockCallback',
  redirects: false,
  shape: {fields: {}},
  neededToWork: [],
  secrets: [],
  traps: () => [FOR_TESTS],
}

export const mockPassword: ConnectorType = {
  type: 'mockPassword',
  redirects: false,
  shape: {fields: {username: 'string', password: 'string'}},
  neededToWork: [],
  secrets: ['password'],
  open: (config) => {
    const missing = ['username', 'password'].find((field) => textAt(config, field) === '')
    return missing === undefined ? undefined : {fails: `no ${missing} supplied`}
  },
  traps: () => [FOR_TESTS],
}
