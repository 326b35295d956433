import {decodeBase64} from '../go/base64.js'
import {readPemCertificates} from '../go/pem.js'
import {isUnknown} from '../judge/environment.js'
import {fieldAt, listAt, textAt} from '../judge/fields.js'
import {certificateTraps} from './certificate-traps.js'
import type {ConnectorType, Opening, Trap, TrapContext} from './connector-type.js'
import {groupsNotAskedFor, protectionOff} from './restriction.js'

/** In the order in which Dex names the missing ones. */
const REQUIRED = ['ssoURL', 'usernameAttr', 'emailAttr', 'redirectURI'] as const

const NAME_ID_1_1 = ['emailAddress', 'unspecified', 'X509SubjectName', 'WindowsDomainQualifiedName']
const NAME_ID_2_0 = ['encrypted', 'entity', 'kerberos', 'persistent', 'transient']
const NAME_ID_FORMATS = new Set([
  '',
  ...NAME_ID_1_1.flatMap((name) => [name, `urn:oasis:names:tc:SAML:1.1:nameid-format:${name}`]),
  ...NAME_ID_2_0.flatMap((name) => [name, `urn:oasis:names:tc:SAML:2.0:nameid-format:${name}`]),
])

export const saml: ConnectorType = {
  type: 'saml',
  aliases: ['samlExperimental'],
  redirects: true,
  shape: {
    fields: {
      ssoURL: 'string',
      usernameAttr: 'string',
      emailAttr: 'string',
      redirectURI: 'string',
      ca: 'string',
      caData: 'bytes',
      insecureSkipSignatureValidation: 'bool',
      entityIssuer: 'string',
      ssoIssuer: 'string',
      groupsAttr: 'string',
      groupsDelim: 'string',
      allowedGroups: 'string[]',
      filterGroups: 'bool',
      nameIDPolicyFormat: 'string',
    },
  },
  neededToWork: [],
  secrets: [],
  files: ['ca'],
  open: openSaml,
  traps: samlTraps,
}

function openSaml(config: unknown): Opening {
  const missing = REQUIRED.filter((field) => textAt(config, field) === '')
  if (missing.length === 1) return {fails: `missing required field "${missing[0]}"`}
  if (missing.length > 1) return {fails: `missing required fields [${missing.map((field) => `"${field}"`).join(' ')}]`}
  const format = textAt(config, 'nameIDPolicyFormat')
  if (!NAME_ID_FORMATS.has(format) && !isUnknown(format)) return {fails: `invalid nameIDPolicyFormat: ${JSON.stringify(format)}`}
  if (fieldAt(config, 'insecureSkipSignatureValidation') === true) return undefined
  const hasFile = textAt(config, 'ca') !== ''
  // An empty caData is there, with no certificate in it; an absent one is not.
  const data = fieldAt(config, 'caData')
  const hasData = typeof data === 'string'
  if (hasFile === hasData) return {fails: "must provide either 'ca' or 'caData'"}
  if (hasFile) return {dependsOn: `${textAt(config, 'ca')} holds the provider's certificate`}
  return hasData ? certificateOpening(data) : undefined
}

function certificateOpening(data: string): Opening {
  if (isUnknown(data)) return {dependsOn: 'caData holds certificates'}
  const pem = readPemCertificates(decodeBase64(data)?.toString('utf8') ?? '')
  if (pem.malformed) return {fails: 'parse cert: x509: malformed certificate'}
  if (pem.trailing !== '') return {fails: `parse cert: trailing data: ${JSON.stringify(pem.trailing)}`}
  return pem.certificates.length === 0 ? {fails: 'no certificates found in ca data'} : undefined
}

function samlTraps(config: unknown, context: TrapContext): Trap[] {
  const traps: Trap[] = [
    ...protectionOff(config, 'insecureSkipSignatureValidation', 'logins are not verified: anyone can forge one', 'error'),
    ...certificateTraps(config, 'caData', 'every login fails, as the certificate that signs it', context),
    ...groupsNotAskedFor(config, 'allowedGroups', context.scopes, false),
  ]
  if (listAt(config, 'allowedGroups').length > 0 && textAt(config, 'groupsAttr') === '') {
    traps.push({
      rule: 'saml-groups-attribute-missing',
      severity: 'error',
      path: ['allowedGroups'],
      message: 'allowedGroups refuses everybody, since without groupsAttr nobody has a group',
      fix: 'set groupsAttr to the name of the attribute that holds the groups',
    })
  }
  const format = textAt(config, 'nameIDPolicyFormat')
  if (/(^|:)(transient|encrypted)$/.test(format)) {
    traps.push({
      rule: 'saml-name-id-unusable',
      severity: 'warning',
      path: ['nameIDPolicyFormat'],
      message: format.endsWith('transient')
        ? 'transient makes a new user of the same person at every login'
        : 'encrypted name ids are not read: every login fails',
      fix: 'persistent, or emailAddress',
    })
  }
  return traps
}
