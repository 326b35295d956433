export {connectMembership} from './connect.js'
export {renderApproval} from './render-approval.js'
export {MembershipClient, readServerInfo} from './client/membership-client.js'
export {Listing} from './client/listing.js'
export {ROLES, type Role} from './client/fields.js'
export type {Access} from './client/access.js'
export {
  PROVIDER_TYPES,
  readAuthenticationProvider,
  putAuthenticationProvider,
  deleteAuthenticationProvider,
  type ProviderType,
  type AuthenticationProvider,
  type AuthenticationProviderData,
} from './client/authentication-provider.js'
export {readHistory, type HistoryEntry, type HistoryQuery} from './client/history.js'
export {
  INVITATION_STATUSES,
  listInvitations,
  sendInvitation,
  withdrawInvitation,
  listReceivedInvitations,
  acceptInvitation,
  declineInvitation,
  type InvitationStatus,
  type Invitation,
} from './client/invitations.js'
export {
  listOAuthClients,
  readOAuthClient,
  createOAuthClient,
  replaceOAuthClient,
  deleteOAuthClient,
  type OAuthClient,
} from './client/oauth-clients.js'
export {
  listOrganizations,
  readOrganization,
  createOrganization,
  replaceOrganization,
  deleteOrganization,
  type Organization,
  type OrganizationData,
} from './client/organizations.js'
export {listPolicies, readPolicy, type Policy} from './client/policies.js'
export {
  listRegions,
  readRegion,
  createRegion,
  deleteRegion,
  listRegionVersions,
  type Region,
  type RegionVersion,
} from './client/regions.js'
export {listStackUsers, readStackUser, putStackUser, removeStackUser, type StackUser} from './client/stack-users.js'
export {
  listStacks,
  readStack,
  createStack,
  replaceStack,
  deleteStack,
  restoreStack,
  enableStack,
  disableStack,
  upgradeStack,
  listModules,
  enableModule,
  disableModule,
  type StackModule,
  type Stack,
  type StackPlace,
  type NewStack,
} from './client/stacks.js'
export {listUsers, readUser, putUser, removeUser, type OrganizationUser} from './client/users.js'
export {generationFromScopes, type Generation, type ServerInfo} from './generation.js'
export {logIn, logInMachine, type LoginOptions, type LoginResult} from './log-in.js'
export {logOut} from './log-out.js'
export {MemoryCredentialStore} from './memory-store.js'
export type {Approval} from './oauth/device-login.js'
export {parseMembershipUri} from './oauth/membership-uri.js'
export {Session, type SessionOptions} from './session.js'
