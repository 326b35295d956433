import type {Credentials} from '@cloudprem/core'
import * as oidc from 'openid-client'
import type {ConfidentialClient} from './discover.js'
import {explainTokenFailure} from './explain-token-failure.js'
import {readClaims, toTokenSet, type TokenAnswer} from './token-set.js'

/**
 * The login of a machine: a client of an organization asks for a token with its secret (client credentials, RFC 6749, section
 * 4.4), as Formance's Terraform provider does (formancehq/terraform-provider-cloud, pkg/tokenprovider.go).
 *
 * @throws CloudpremError `MEMBERSHIP_LOGIN_FAILED`, `MEMBERSHIP_UNREACHABLE`, `MEMBERSHIP_REFUSED`,
 *   `MEMBERSHIP_ANSWER_UNEXPECTED` (exit 5)
 */
export async function machineLogin(
  configuration: oidc.Configuration,
  {client, scope, now = Date.now}: {client: ConfidentialClient; scope: string; now?: () => number},
): Promise<Credentials> {
  const membershipUri = configuration.serverMetadata().issuer
  try {
    const tokens = await requestToken(configuration, scope)
    const claims = readClaims(tokens.access_token)
    const {accessToken, expiresAtMs} = toTokenSet(tokens, now)
    return {
      membershipUri,
      accessToken,
      expiresAtMs,
      subject: claims?.sub ?? client.id,
      ...(claims?.email && {email: claims.email}),
      kind: 'machine',
      client,
    }
  } catch (error) {
    throw explainTokenFailure(error, {
      membershipUri,
      what: `the login of client ${client.id}`,
      hint: `cloudprem login --membership-uri ${membershipUri} --client-id ${client.id} --client-secret @FILE`,
    })
  }
}

async function requestToken(configuration: oidc.Configuration, scope: string): Promise<TokenAnswer> {
  try {
    return await oidc.clientCredentialsGrant(configuration, {scope})
  } catch (error) {
    // A client with a list of its own: it gets that when nothing is asked for.
    if (error instanceof oidc.ResponseBodyError && error.error === 'invalid_scope') {
      return await oidc.clientCredentialsGrant(configuration)
    }
    throw error
  }
}
