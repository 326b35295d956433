import {DEX_PATHS, isInsecureSecret, type ValuesPath} from '@cloudprem/chart'
import {isUnknown, readVariable} from '../judge/environment.js'
import {keyOf, listAt, textAt, textsAt} from '../judge/fields.js'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'
import {duplicatesOf} from './duplicates.js'

/** Static clients with which nobody, or not only Membership, can log in. */
export function clientProblems(subject: Subject): Problem[] {
  const {document} = subject
  const key = keyOf(document, 'staticClients') ?? 'staticClients'
  const clients = listAt(document, key)
  return [
    ...membershipProblems(subject, clients, key),
    ...clients.flatMap((client, index) => eachClient(subject, client, [key, index])),
    ...duplicatesOf(clients.map((client) => textAt(client, 'id'))).map(({value, index}): Problem => ({
      rule: 'client-id-duplicate',
      severity: 'error',
      path: [key, index, 'id'],
      message: `the client ${value} is there twice: the later one counts`,
      fix: 'remove one of them',
    })),
  ]
}

/** Membership's own client, which a list in configOverrides replaces. */
function membershipProblems({surroundings}: Subject, clients: unknown[], key: string): Problem[] {
  if (!surroundings) return []
  const {clientId, clientSecret, redirectUri} = surroundings
  const index = clients.findLastIndex((client) => textAt(client, 'id') === clientId)
  if (index < 0) {
    return [
      {
        rule: 'membership-client-missing',
        severity: 'error',
        path: [key],
        message: `Membership's client ${clientId} is not among the static clients: every login ends with HTTP 404 "Invalid client_id."`,
        fix: 'remove configOverrides.staticClients, which replaces the generated list, or repeat the client in it',
      },
    ]
  }
  const problems: Problem[] = []
  const client = clients[index]
  const uris = textsAt(client, 'redirectURIs')
  if (redirectUri !== undefined && !uris.includes(redirectUri) && !uris.some((uri) => uri.includes('{{'))) {
    problems.push({
      rule: 'membership-redirect-missing',
      severity: 'error',
      path: [key, index, 'redirectURIs'],
      message: `Membership sends people back to ${redirectUri}, which is not among the client's redirectURIs: HTTP 400 "Unregistered redirect_uri."`,
      fix: `add ${redirectUri}, character by character`,
    })
  }
  const secret = textAt(client, 'secret')
  if (clientSecret !== undefined && secret !== '' && secret !== clientSecret && !secret.includes('{{')) {
    problems.push({
      rule: 'membership-secret-differs',
      severity: 'error',
      path: [key, index, 'secret'],
      message: `the client's secret is not the one Membership has (${DEX_PATHS.oidc}.clientSecret): HTTP 401 after every good login`,
      fix: 'secret: "{{ .Values.config.oidc.clientSecret }}"',
    })
  }
  return problems
}

function eachClient(subject: Subject, client: unknown, path: ValuesPath): Problem[] {
  const problems: Problem[] = []
  const id = textAt(client, 'id') || textAt(client, 'idEnv')
  for (const field of ['idEnv', 'secretEnv'] as const) {
    const variable = textAt(client, field)
    if (variable === '' || readVariable(subject.environment, variable) !== '') continue
    problems.push({
      rule: 'client-variable-not-set',
      severity: 'error',
      path: [...path, field],
      ...(subject.surroundings && {valuesPath: DEX_PATHS.envVars}),
      message:
        field === 'secretEnv'
          ? `Dex's pod has no variable ${variable}: the secret of ${id} is empty, and a token request with an empty secret succeeds`
          : `Dex's pod has no variable ${variable}: the client has an empty id`,
      fix: `add ${variable} to membership.dex.envVars, from the Secret that Membership uses`,
    })
  }
  if (textsAt(client, 'redirectURIs').length === 0 && textAt(client, 'public') !== 'true') {
    problems.push({
      rule: 'client-without-redirect',
      severity: 'error',
      path: [...path, 'redirectURIs'],
      message: `the client ${id} has no redirectURIs: HTTP 400 "Unregistered redirect_uri." at every login`,
      fix: 'add the address that the application sends people back to',
    })
  }
  const secret = textAt(client, 'secret') || readVariable(subject.environment, textAt(client, 'secretEnv'))
  if (!isUnknown(secret) && isInsecureSecret(secret)) {
    problems.push({
      rule: 'client-secret-well-known',
      severity: 'error',
      path: [...path, 'secret'],
      ...(subject.surroundings?.clientId === id && {valuesPath: `${DEX_PATHS.oidc}.clientSecret`}),
      message: `the secret of the client ${id} is one that everybody knows: whoever intercepts a code can use it`,
      fix: 'a new secret of letters and digits',
    })
  }
  return problems
}
