import type {ClientContext} from '@cloudprem/core'
import {MembershipClient} from './client/membership-client.js'
import {rememberOrganizations} from './known-organizations/index.js'
import {ReadyTokenStore} from './ready-token-store.js'
import {renderApproval} from './render-approval.js'
import {Session} from './session.js'

/**
 * The Membership of the profile in use, with its stored login, or with the ready token of the environment.
 *
 * @throws CloudpremError `MEMBERSHIP_NOT_LOGGED_IN` (exit 3)
 */
export async function connectMembership(context: ClientContext): Promise<MembershipClient> {
  const session = await Session.open({
    profileName: context.profileName,
    store: context.readyToken ? new ReadyTokenStore(context.readyToken) : context.credentials,
    fetch: context.fetch,
    signal: context.signal,
    onApproval: (approval) => context.note(renderApproval(approval)),
  })
  const {cacheDir, profileName, knownGeneration, rememberGeneration} = context
  return new MembershipClient(session, context.fetch, {
    onOrganizations: async (organizations) => {
      if (cacheDir !== undefined) await rememberOrganizations(cacheDir, profileName, organizations)
    },
    ...(knownGeneration && {knownGeneration}),
    ...(rememberGeneration && {rememberGeneration}),
  })
}
