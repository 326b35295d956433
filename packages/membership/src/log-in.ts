import type {Credentials} from '@cloudprem/core'
import {readServerInfo} from './client/membership-client.js'
import {generationFromScopes, type Generation, type ServerInfo} from './generation.js'
import {deviceLogin, type Approval} from './oauth/device-login.js'
import {discover} from './oauth/discover.js'
import {LOGIN_SCOPES} from './oauth/scopes.js'

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
 * @throws CloudpremError as `discover` and `deviceLogin` do
 */
export async function logIn(options: LoginOptions): Promise<LoginResult> {
  const configuration = await discover(options.membershipUri, options.fetch)
  const server = await readServerInfo(options.membershipUri, options.fetch)
  const credentials = await deviceLogin(configuration, {
    scope:
      LOGIN_SCOPES[
        server?.generation ?? generationFromScopes(configuration.serverMetadata().scopes_supported) ?? currentGeneration
      ],
    onApproval: options.onApproval,
    ...(options.signal && {signal: options.signal}),
  })
  return {credentials, server}
}

/** Of the current chart line, for a server that tells neither version nor scopes. */
const currentGeneration: Generation = 3
