import {decodeBase64} from '../go/base64.js'
import {readPemCertificates} from '../go/pem.js'
import {isUnknown} from '../judge/environment.js'
import {textAt} from '../judge/fields.js'
import {certificateTraps} from './certificate-traps.js'
import type {ConnectorType, Opening, Trap, TrapContext} from './connector-type.js'
import {protectionOff} from './restriction.js'

const SCOPES = ['', 'sub', 'one']

export const ldap: ConnectorType = {
  type: 'ldap',
  redirects: false,
  shape: {
    fields: {
      host: 'string',
      insecureNoSSL: 'bool',
      insecureSkipVerify: 'bool',
      startTLS: 'bool',
      rootCA: 'string',
      rootCAData: 'bytes',
      clientCert: 'string',
      clientKey: 'string',
      bindDN: 'string',
      bindPW: 'string',
      usernamePrompt: 'string',
      userSearch: {
        fields: {
          baseDN: 'string',
          filter: 'string',
          username: 'string',
          scope: 'string',
          idAttr: 'string',
          emailAttr: 'string',
          nameAttr: 'string',
          preferredUsernameAttr: 'string',
          emailSuffix: 'string',
        },
      },
      groupSearch: {
        fields: {
          baseDN: 'string',
          filter: 'string',
          scope: 'string',
          userMatchers: 'object[]',
          nameAttr: 'string',
          userAttr: 'string',
          groupAttr: 'string',
          recursionGroupAttr: {since: '2.44', type: 'string'},
        },
      },
    },
  },
  neededToWork: ['userSearch.idAttr'],
  secrets: ['bindPW'],
  files: ['rootCA', 'clientCert', 'clientKey'],
  open: openLdap,
  traps: ldapTraps,
}

function openLdap(config: unknown): Opening {
  for (const field of ['host', 'userSearch.baseDN', 'userSearch.username']) {
    if (textAt(config, field) === '') return {fails: `ldap: missing required field "${field}"`}
  }
  const data = textAt(config, 'rootCAData')
  if (
    data !== '' &&
    !isUnknown(data) &&
    readPemCertificates(decodeBase64(data)?.toString('utf8') ?? '').certificates.length === 0
  ) {
    return {fails: 'ldap: no certs found in ca file'}
  }
  for (const search of ['userSearch', 'groupSearch']) {
    const scope = textAt(config, `${search}.scope`)
    if (!SCOPES.includes(scope) && !isUnknown(scope)) return {fails: `${search}.Scope unknown value ${JSON.stringify(scope)}`}
  }
  if (data === '' && textAt(config, 'rootCA') !== '') return {dependsOn: `${textAt(config, 'rootCA')} holds certificates`}
  if (textAt(config, 'clientCert') !== '' && textAt(config, 'clientKey') !== '') {
    return {dependsOn: `${textAt(config, 'clientCert')} and ${textAt(config, 'clientKey')} are a certificate and its key`}
  }
  return undefined
}

function ldapTraps(config: unknown, context: TrapContext): Trap[] {
  const traps: Trap[] = [
    ...protectionOff(config, 'insecureNoSSL', "users' passwords go over the net in clear", 'error'),
    ...protectionOff(config, 'insecureSkipVerify', "the server's certificate is not verified"),
    ...certificateTraps(config, 'rootCAData', "no login works, as the server's authority", context),
  ]
  const add = (rule: string, field: string, message: string, fix: string) =>
    traps.push({rule, severity: 'error', path: field.split('.'), message, fix})
  if (/^[a-z]+:\/\//i.test(textAt(config, 'host'))) {
    add(
      'ldap-host-with-scheme',
      'host',
      'host is an address without a scheme; with one every login fails',
      'ldap.example.com:636',
    )
  }
  const filter = textAt(config, 'userSearch.filter')
  if (filter !== '' && !isUnknown(filter) && !/^\s*\(.*\)\s*$/s.test(filter)) {
    add(
      'ldap-filter-without-parentheses',
      'userSearch.filter',
      'a filter without parentheses makes every login fail',
      `"(${filter})"`,
    )
  }
  if (textAt(config, 'userSearch.emailAttr') === '' && textAt(config, 'userSearch.emailSuffix') === '') {
    add('connector-field-missing', 'userSearch.emailAttr', 'without emailAttr (or emailSuffix) every login fails', 'mail')
  }
  return traps
}
