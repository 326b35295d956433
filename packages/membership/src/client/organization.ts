import * as v from 'valibot'

/** Roles of generation 2. */
export const ROLES = ['NONE', 'GUEST', 'ADMIN'] as const
export type Role = (typeof ROLES)[number]

const role = v.optional(v.nullable(v.picklist(ROLES)))

/** An organization as both generations send it; which of the defaults is there tells the generation. */
const organizationSchema = v.object({
  id: v.string(),
  name: v.string(),
  ownerId: v.string(),
  owner: v.optional(v.object({id: v.string(), email: v.string()})),
  domain: v.optional(v.nullable(v.string())),
  createdAt: v.optional(v.string()),
  totalStacks: v.optional(v.number()),
  totalUsers: v.optional(v.number()),
  defaultOrganizationAccess: role,
  defaultStackAccess: role,
  defaultPolicyID: v.optional(v.nullable(v.number())),
})

/** One organization of Membership. Absent and null mean "not set" alike. */
export interface Organization {
  id: string
  name: string
  ownerId: string
  ownerEmail?: string
  /** Mail domain whose users join by themselves at their first login. */
  domain?: string
  createdAt?: Date
  totalStacks?: number
  totalUsers?: number
  /** Generation 2: what a user who joins by domain gets. */
  defaultOrganizationRole?: Role
  defaultStackRole?: Role
  /** Generation 3: the same, as the ID of a policy. */
  defaultPolicyId?: number
}

/** @throws ValiError when the body is no organization */
export function parseOrganization(body: unknown): Organization {
  const raw = v.parse(organizationSchema, body)
  return {
    id: raw.id,
    name: raw.name,
    ownerId: raw.ownerId,
    ...(raw.owner && {ownerEmail: raw.owner.email}),
    ...(raw.domain && {domain: raw.domain}),
    ...(raw.createdAt && {createdAt: new Date(raw.createdAt)}),
    ...(raw.totalStacks !== undefined && {totalStacks: raw.totalStacks}),
    ...(raw.totalUsers !== undefined && {totalUsers: raw.totalUsers}),
    ...(raw.defaultOrganizationAccess && {defaultOrganizationRole: raw.defaultOrganizationAccess}),
    ...(raw.defaultStackAccess && {defaultStackRole: raw.defaultStackAccess}),
    ...(typeof raw.defaultPolicyID === 'number' && {defaultPolicyId: raw.defaultPolicyID}),
  }
}

const policySchema = v.object({
  id: v.number(),
  name: v.string(),
  description: v.optional(v.nullable(v.string())),
  protected: v.optional(v.boolean()),
})

/** A set of rights of generation 3. */
export interface Policy {
  id: number
  name: string
  description?: string
  /** Made by Membership, not by a user. */
  protected: boolean
}

/** @throws ValiError when the body is no policy */
export function parsePolicy(body: unknown): Policy {
  const raw = v.parse(policySchema, body)
  return {
    id: raw.id,
    name: raw.name,
    ...(raw.description && {description: raw.description}),
    protected: raw.protected ?? false,
  }
}
