import {CloudpremError, registerSecret, type Credentials, type CredentialStore} from '@cloudprem/core'
import {readClaims} from './oauth/token-set.js'

export interface ReadyToken {
  accessToken: string
  membershipUri: string
}

/** An access token from the environment, in place of a login. Nothing is stored, and it cannot be renewed. */
export class ReadyTokenStore implements CredentialStore {
  readonly place = 'the environment variable CLOUDPREM_TOKEN'
  private readonly credentials: Credentials

  constructor({accessToken, membershipUri}: ReadyToken) {
    registerSecret(accessToken)
    const claims = readClaims(accessToken)
    this.credentials = {
      kind: 'token',
      membershipUri,
      accessToken,
      // Only its issuer knows how long an opaque one holds.
      expiresAtMs: claims?.exp === undefined ? Infinity : claims.exp * 1000,
      subject: claims?.sub ?? 'unknown',
      ...(claims?.email && {email: claims.email}),
    }
  }

  find(): Promise<Credentials> {
    return Promise.resolve(this.credentials)
  }

  /** Only a newer token would be stored. @throws CloudpremError `MEMBERSHIP_NOT_LOGGED_IN` (exit 3) */
  update(): Promise<never> {
    const {expiresAtMs} = this.credentials
    const hasExpired = expiresAtMs <= Date.now()
    return Promise.reject(
      new CloudpremError({
        code: 'MEMBERSHIP_NOT_LOGGED_IN',
        message: hasExpired
          ? `The token in CLOUDPREM_TOKEN ended at ${new Date(expiresAtMs).toISOString()}`
          : 'Membership does not accept the token in CLOUDPREM_TOKEN',
        reason: 'A ready token cannot be renewed.',
        hint: ['set CLOUDPREM_TOKEN to a newer one', 'unset CLOUDPREM_TOKEN   to go on with the login of the profile'],
      }),
    )
  }
}
