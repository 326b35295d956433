import {INSECURE_PASSWORD_HASH} from '../../insecure-defaults.js'
import {resolveTemplate} from '../../templates.js'
import {isMap, valueAt} from '../../values.js'
import {hostOf} from '../../hosts.js'
import {dexHost} from '../../majors/shared.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const OVERRIDES = 'membership.dex.configOverrides'

/** A rule that only counts while Dex is deployed. */
function whileDeployed(check: (values: ChartValues) => Verdict[]): Rule['check'] {
  return (values) => (values.isOn('membership.dex.enabled') ? check(values) : [])
}

export const dexDefaultUser: Rule = {
  id: 'dex-default-user',
  severity: 'error',
  description: 'Dex does not have the chart\'s user admin@formance.com with the password "password".',
  why: 'The user and the password are published with the chart: anyone who reaches the host can log in.',
  check: whileDeployed((values) => {
    const path = `${OVERRIDES}.staticPasswords`
    const users = valueAt(values.given, path)
    if (users === undefined) {
      return [
        {
          path,
          message: `${path} is not set: anyone can log in as admin@formance.com with "password"`,
          fix: `set ${path} to users of your own, or to []`,
        },
      ]
    }
    return values.list(path).map((user, index) =>
      isMap(user) && user['hash'] === INSECURE_PASSWORD_HASH
        ? {
            path: `${path}[${index}].hash`,
            message: `${path}[${index}] has the chart's published password, which is "password"`,
            fix: 'give the user another hash',
          }
        : undefined,
    )
  }),
}

export const dexPasswordDatabase: Rule = {
  id: 'dex-password-database',
  severity: 'error',
  description: 'Static users come with the password database on.',
  why: 'Dex refuses a configuration with static passwords and no password database: it does not start, and nobody logs in.',
  check: whileDeployed((values) => {
    const path = `${OVERRIDES}.enablePasswordDB`
    if (valueAt(values.given, path) !== false) return [undefined]
    const users = valueAt(values.given, `${OVERRIDES}.staticPasswords`)
    const none = Array.isArray(users) ? users.length === 0 : users === null
    return [
      none
        ? undefined
        : {
            path,
            message: 'the password database is off and there are static users: Dex refuses to start',
            fix: `set ${OVERRIDES}.staticPasswords to []`,
          },
    ]
  }),
}

export const dexIssuer: Rule = {
  id: 'dex-issuer',
  severity: 'error',
  description: "Dex's issuer and Ingress are what Membership has as its relying party.",
  why: 'Membership accepts only tokens whose issuer is what it was told, letter for letter: every login ends in an error.',
  check: whileDeployed((values) => {
    const party = 'global.platform.membership.relyingParty'
    const host = hostOf(dexHost, values.given)
    const issuer = `${values.text(`${party}.scheme`) ?? 'https'}://${host}${values.text(`${party}.path`) ?? ''}`
    const given = values.text(`${OVERRIDES}.issuer`)
    const own = given === undefined ? undefined : resolveTemplate(given, values.given)
    const hosts = values.list('membership.dex.ingress.hosts').map((entry, index): Verdict => {
      const name = isMap(entry) && typeof entry['host'] === 'string' ? resolveTemplate(entry['host'], values.given) : undefined
      return name === undefined || host === undefined || name === host
        ? undefined
        : {
            path: `membership.dex.ingress.hosts[${index}].host`,
            message: `Dex answers at ${name}, and Membership looks for it at ${host}`,
            fix: `set ${party}.host to ${name}`,
          }
    })
    return [
      own === undefined || host === undefined || own === issuer
        ? undefined
        : {
            path: `${OVERRIDES}.issuer`,
            message: `Dex calls itself ${own}, and Membership expects ${issuer}`,
            fix: `remove ${OVERRIDES}.issuer, and set ${party}`,
          },
      ...hosts,
    ]
  }),
}

export const dexStaticClient: Rule = {
  id: 'dex-static-client',
  severity: 'error',
  description: "A list of static clients of one's own still holds Membership's.",
  why: 'Lists replace each other: without Membership\'s client Dex answers every login with "invalid client".',
  check: whileDeployed((values) => {
    const path = `${OVERRIDES}.staticClients`
    if (valueAt(values.given, path) === undefined) return []
    const id = values.text('membership.config.oidc.clientId')
    const has = values.list(path).some((client) => isMap(client) && (client['id'] === id || String(client['id']).includes('{{')))
    return [
      has
        ? undefined
        : {
            path,
            message: `${path} replaces the chart's list and lacks the client "${id}" that Membership logs in with`,
            fix: `add the client ${id}`,
          },
    ]
  }),
}

export const dexConfigSecret: Rule = {
  id: 'dex-config-secret',
  severity: 'error',
  description: "Dex reads the Secret membership-dex-config, which Membership's chart writes.",
  why:
    "Its name is fixed in Membership's chart. Under another name Dex's pod waits for ever; a second one of that name " +
    'makes Helm 3 fail, and under Helm 4 overwrites the right one.',
  check: whileDeployed((values) => {
    const base = 'membership.dex.configSecret'
    return [
      values.isOn(`${base}.create`)
        ? {path: `${base}.create`, message: `${base}.create makes a second Secret of the same name`, fix: 'set it to false'}
        : undefined,
      valueAt(values.given, `${base}.createConfigSecretOverrides`) === false
        ? {
            path: `${base}.createConfigSecretOverrides`,
            message: `${base}.createConfigSecretOverrides is false: Dex waits for a Secret that nobody makes`,
            fix: 'remove it',
          }
        : undefined,
      values.text(`${base}.name`) === 'membership-dex-config'
        ? undefined
        : {
            path: `${base}.name`,
            message: `${base}.name is not membership-dex-config: Dex waits for a Secret that nobody makes`,
            fix: 'remove it',
          },
    ]
  }),
}
