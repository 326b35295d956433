import {listAt, textAt} from '../judge/fields.js'
import {isAtLeast} from '../judge/version.js'
import {OAUTH_FIELDS, OAUTH_NEEDED, OAUTH_SECRETS, type ConnectorType, type OpenContext, type Opening} from './connector-type.js'
import {openToEverybody, protectionOff} from './restriction.js'

export const github: ConnectorType = {
  type: 'github',
  redirects: true,
  shape: {
    fields: {
      ...OAUTH_FIELDS,
      org: 'string',
      orgs: 'object[]',
      hostName: 'string',
      rootCA: 'string',
      teamNameField: 'string',
      loadAllGroups: 'bool',
      useLoginAsID: 'bool',
      preferredEmailDomain: 'string',
    },
  },
  neededToWork: OAUTH_NEEDED,
  secrets: OAUTH_SECRETS,
  open: openGithub,
  traps: (config) => [
    ...openToEverybody(config, ['orgs', 'org'], 'whoever has a GitHub account'),
    ...protectionOff(config, 'useLoginAsID', 'a login name that was given up and taken by another is the same user'),
  ],
}

function openGithub(config: unknown, {version}: OpenContext): Opening {
  if (textAt(config, 'org') !== '' && listAt(config, 'orgs').length > 0) {
    return {fails: "github: cannot use both 'org' and 'orgs' fields simultaneously"}
  }
  if (textAt(config, 'hostName').includes('/')) return {fails: 'invalid hostname: hostname cannot contain `/`'}
  const rootCA = textAt(config, 'rootCA')
  if (rootCA !== '' && textAt(config, 'hostName') === '') {
    return {fails: 'invalid connector config: Host name field required for a root certificate file'}
  }
  const teamNameField = textAt(config, 'teamNameField')
  if (!['', 'name', 'slug', 'both'].includes(teamNameField)) {
    return {fails: `invalid connector config: unsupported team name field value \`${teamNameField}\``}
  }
  if (textAt(config, 'preferredEmailDomain').endsWith('*')) {
    return {fails: 'invalid PreferredEmailDomain: glob pattern cannot end with "*"'}
  }
  const isFile = !isAtLeast(version, '2.42') || !rootCA.includes('-----BEGIN')
  return rootCA !== '' && isFile ? {dependsOn: `${rootCA} holds certificates`} : undefined
}
