/**
 * Operations of the 3.x API within an organization, each a scope `organization:<name>`; the 54 that fctl asks for
 * (formancehq/fctl v3.8.0) and UpdateFeatures, which its openapi/membership.yaml names besides.
 */
export const OPERATIONS = [
  ...['Read', 'Create', 'Update', 'Delete'],
  ...['ListUsers', 'ReadUser', 'CreateUser', 'UpdateUser', 'DeleteUser'],
  ...['ListPolicies', 'ReadPolicy', 'CreatePolicy', 'UpdatePolicy', 'DeletePolicy'],
  ...['ListInvitations', 'ReadInvitation', 'CreateInvitation', 'UpdateInvitation'],
  ...['AcceptInvitation', 'RejectInvitation', 'DeleteInvitation'],
  ...['ListRegions', 'ReadRegion', 'CreateRegion', 'UpdateRegion', 'DeleteRegion'],
  ...['ListStacks', 'ReadStack', 'CreateStack', 'UpdateStack', 'DeleteStack'],
  ...['EnableStack', 'DisableStack', 'RestoreStack', 'UpgradeStack'],
  ...['ListStackUsers', 'ReadStackUser', 'CreateStackUser', 'UpdateStackUser', 'DeleteStackUser'],
  ...['ListStackModules', 'EnableStackModule', 'DisableStackModule'],
  ...['ListClients', 'ReadClient', 'CreateClient', 'UpdateClient', 'DeleteClient'],
  ...['ReadAuthProvider', 'UpdateAuthProvider', 'DeleteAuthProvider'],
  ...['ReadLogs', 'ListFeatures', 'ReadFeature', 'UpdateFeatures'],
] as const

export type Operation = (typeof OPERATIONS)[number]

/** Whether an operation only looks. */
export function isReading(operation: string): boolean {
  return /^(List|Read)/.test(operation)
}

/** The scopes that policies are made of, in the order of their ids, from 1. Append only: ids are stored. */
export const SCOPES: readonly string[] = [
  'stack:Read',
  'stack:Write',
  ...OPERATIONS.map((operation) => `organization:${operation}`),
]
