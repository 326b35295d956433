import {hostOf} from '../../hosts.js'
import {membershipHost} from '../../majors/shared.js'
import {resolveTemplate} from '../../templates.js'
import {formatPath, isMap, valueAt, type Values, type ValuesPath} from '../../values.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const CLIENTS: ValuesPath = ['membership', 'dex', 'configOverrides', 'staticClients']
const SECRET = 'membership.config.oidc.clientSecret'
const EXISTING = 'membership.config.oidc.existingSecret'

/**
 * Membership sends its secret and its address, and Dex compares both with what stands in its own list: a list of one's own
 * replaces the client that the chart makes. Nobody can log in when they differ, and nothing says so before.
 */
export const dexClientPair: Rule = {
  id: 'dex-client-pair',
  severity: 'error',
  description: "A static client for Membership has Membership's secret and its address to come back to.",
  why:
    'Dex compares the secret and the address that Membership sends with its own list. When they differ every login ' +
    'ends in "invalid client" or "unregistered redirect_uri", while all pods are ready.',
  check: (values) => {
    const clients = valueAt(values.given, CLIENTS)
    if (!values.isOn('membership.dex.enabled') || !Array.isArray(clients)) return []
    const id = values.text('membership.config.oidc.clientId')
    return clients.flatMap((client: unknown, index) =>
      isMap(client) && client['id'] === id ? judge(client, [...CLIENTS, index], values) : [],
    )
  },
}

function judge(client: Values, path: ValuesPath, values: ChartValues): Verdict[] {
  return [secretProblem(client, path, values), redirectProblem(client, path, values)]
}

function secretProblem(client: Values, path: ValuesPath, values: ChartValues): Verdict {
  const fromSecret = values.text(EXISTING) !== undefined
  const {secret, secretEnv} = client
  if (typeof secretEnv === 'string' && secretEnv !== '') {
    const isJudged = fromSecret && secretEnv === 'MEMBERSHIP_CLIENT_SECRET' // by dex-environment
    return isJudged || isInEnvironment(secretEnv, values)
      ? undefined
      : {
          path: [...path, 'secretEnv'],
          message: `membership.dex.envVars has no ${secretEnv}, which Membership's client at Dex reads its secret from`,
          fix: `add ${secretEnv} to membership.dex.envVars, or take MEMBERSHIP_CLIENT_SECRET`,
        }
  }
  if (typeof secret !== 'string' || secret.includes('{{') || secret.startsWith('$')) {
    return secret === undefined
      ? {path, message: `${formatPath(path)} has no secret`, fix: 'set secret, or secretEnv: MEMBERSHIP_CLIENT_SECRET'}
      : undefined
  }
  if (fromSecret) {
    return {
      path: [...path, 'secret'],
      message: `Membership takes its client secret from ${EXISTING}, and Dex from the file: whether they agree is luck`,
      fix: 'write secretEnv: MEMBERSHIP_CLIENT_SECRET instead of secret',
    }
  }
  return secret === values.text(SECRET)
    ? undefined
    : {
        path: [...path, 'secret'],
        message: `Dex has another secret for Membership's client than ${SECRET}: nobody can log in`,
        fix: `write the one of ${SECRET}`,
      }
}

function isInEnvironment(name: string, values: ChartValues): boolean {
  return values.list('membership.dex.envVars').some((entry) => isMap(entry) && entry['name'] === name)
}

function redirectProblem({redirectURIs}: Values, path: ValuesPath, values: ChartValues): Verdict {
  const host = hostOf(membershipHost, values.given)
  if (host === undefined) return undefined
  const wanted = `${values.text('global.platform.membership.scheme') ?? 'https'}://${host}/api/authorize/callback`
  const given = Array.isArray(redirectURIs) ? redirectURIs : []
  const uris = given.map((uri: unknown) => (typeof uri === 'string' ? resolveTemplate(uri, values.given) : undefined))
  return uris.includes(wanted) || uris.includes(undefined)
    ? undefined
    : {
        path: redirectURIs === undefined ? path : [...path, 'redirectURIs'],
        message: `Membership comes back from Dex at ${wanted}, which is not among the client's redirectURIs`,
        fix: `add ${wanted}`,
      }
}
