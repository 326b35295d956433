import type {Generation} from '../generation.js'

/** What a login asks for; the same as fctl 2.10.1 and 3.8.0 ask, since the server's public client `fctl` is theirs. */
export const LOGIN_SCOPES: Record<Generation, string> = {
  2: 'openid email offline_access supertoken accesses',
  3: 'openid email offline_access accesses on_behalf',
}

/** Operations of generation 3, each a scope `organization:<name>` (fctl v3.8.0, openapi/membership.yaml). */
const ORGANIZATION_OPERATIONS =
  'Read Create Update Delete ListUsers ReadUser CreateUser UpdateUser DeleteUser ListPolicies ReadPolicy CreatePolicy ' +
  'UpdatePolicy DeletePolicy ListInvitations ReadInvitation CreateInvitation UpdateInvitation AcceptInvitation ' +
  'RejectInvitation DeleteInvitation ListRegions ReadRegion CreateRegion UpdateRegion DeleteRegion ListStacks ReadStack ' +
  'CreateStack UpdateStack DeleteStack EnableStack DisableStack RestoreStack UpgradeStack ListStackUsers ReadStackUser ' +
  'CreateStackUser UpdateStackUser DeleteStackUser ListStackModules EnableStackModule DisableStackModule ListClients ' +
  'ReadClient CreateClient UpdateClient DeleteClient ReadAuthProvider UpdateAuthProvider DeleteAuthProvider ReadLogs ' +
  'ListFeatures ReadFeature'

const ORGANIZATION_RIGHTS = ORGANIZATION_OPERATIONS.split(' ').map((operation) => `organization:${operation}`)

/** Scopes of the token of one organization (generation 3). */
export const ORGANIZATION_SCOPES = [...ORGANIZATION_RIGHTS, 'openid', 'offline_access'].join(' ')

/**
 * What a machine asks for: `supertoken` is what Formance's Terraform provider asks a server of generation 2 for; of generation 3
 * the rights on its organization. A scope that a server does not know it leaves out (RFC 6749, section 3.3), or refuses, and
 * then all that the client may is asked for.
 */
export const MACHINE_SCOPES = ['openid', 'email', 'supertoken', ...ORGANIZATION_RIGHTS].join(' ')
