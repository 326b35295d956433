import type {Credentials} from '@cloudprem/core'
import {readServerInfo} from './client/membership-client.js'
import {generationFromScopes, type Generation, type ServerInfo} from './generation.js'
import {deviceLogin, type Approval} from './oauth/device-login.js'
import type {ConfidentialClient} from './oauth/discover.js'
import {discoverOrPropose} from './oauth/discover-or-propose.js'
import {explainTokenFailure} from './oauth/explain-token-failure.js'
import {machineLogin} from './oauth/machine-login.js'
import {LOGIN_SCOPES, MACHINE_SCOPES} from './oauth/scopes.js'

export interface LoginOptions {
  membershipUri: string
  fetch: typeof globalThis.fetch
  onApproval: (approval: Approval) => void | Promise<void>
  signal?: AbortSignal
}

export interface LoginResult {
  credentials: Credentials
  server: ServerInfo | undefined
}

/**
 * Logs a person in at a Membership: discovery, device flow, tokens. Stores nothing.
 *
 * @throws CloudpremError as `discover` and `deviceLogin` do; the hint names the address that works when it is another one
 */
export async function logIn(options: LoginOptions): Promise<LoginResult> {
  const configuration = await discoverOrPropose(options.membershipUri, options.fetch)
  const server = await serverInfo(options.membershipUri, options.fetch)
  const known = server?.generation ?? generationFromScopes(configuration.serverMetadata().scopes_supported)
  const generation = known ?? currentGeneration
  const credentials = await deviceLogin(configuration, {
    scope: LOGIN_SCOPES[generation],
    // As fctl v3.8.0 has it (cmd/login): the token of a user, not of one organization that is to be chosen on the page.
    ...(generation === 3 && {parameters: {prompt: 'no-org'}}),
    onApproval: options.onApproval,
    ...(options.signal && {signal: options.signal}),
  })
  return {credentials, server}
}

/**
 * Logs a machine in: a client of an organization, by its secret. Stores nothing.
 *
 * @throws CloudpremError as `discover` and `machineLogin` do
 */
export async function logInMachine(
  options: Pick<LoginOptions, 'membershipUri' | 'fetch'> & {client: ConfidentialClient},
): Promise<LoginResult> {
  const {membershipUri, fetch, client} = options
  const configuration = await discoverOrPropose(membershipUri, fetch, client)
  const server = await serverInfo(membershipUri, fetch)
  return {credentials: await machineLogin(configuration, {client, scope: MACHINE_SCOPES}), server}
}

async function serverInfo(membershipUri: string, fetch: typeof globalThis.fetch): Promise<ServerInfo | undefined> {
  try {
    return await readServerInfo(membershipUri, fetch)
  } catch (error) {
    const hint = `cloudprem login --membership-uri ${membershipUri}`
    throw explainTokenFailure(error, {membershipUri, what: 'its version', hint})
  }
}

/** Of the current chart line, for a server that tells neither version nor scopes. */
const currentGeneration: Generation = 3
