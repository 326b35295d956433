import {isReading, OPERATIONS} from './scopes.js'

/** A policy that exists from the start and cannot be changed. */
export interface BuiltInPolicy {
  id: number
  name: string
  description: string
  scopes: string[]
}

const organizationScopes = OPERATIONS.map((operation) => `organization:${operation}`)

/**
 * Formance documents eight protected policies with fixed ids, of which two are known by name: StackGuest and StackAdmin
 * (docs.formance.com, "Role Based Access Control" of v3.2). The organization's two are the sandbox's own, so that there
 * is something to choose from; their descriptions say so.
 */
export const BUILT_IN_POLICIES: readonly BuiltInPolicy[] = [
  {id: 1, name: 'StackGuest', description: 'Read one stack', scopes: ['stack:Read']},
  {id: 2, name: 'StackAdmin', description: 'Read and write one stack', scopes: ['stack:Read', 'stack:Write']},
  {
    id: 3,
    name: 'OrganizationGuest',
    description: "Read the organization and its stacks (the sandbox's own)",
    scopes: ['stack:Read', ...organizationScopes.filter((scope) => isReading(scope.replace('organization:', '')))],
  },
  {
    id: 4,
    name: 'OrganizationAdmin',
    description: "Everything in the organization and its stacks (the sandbox's own)",
    scopes: ['stack:Read', 'stack:Write', ...organizationScopes],
  },
]

/** What the owner of an organization gets. */
export const OWNER_POLICY_ID = 4

/** What a member counts as who was given none: StackGuest. The API has no member without a policy. */
export const NO_POLICY_ID = 1
