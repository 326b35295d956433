import * as v from 'valibot'
import {readAnswer, readList, readNothing} from './answer.js'
import {given, instant, role, type Role} from './fields.js'
import {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

/** One organization of Membership. */
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

/** The whole of an organization's changeable part: Membership's PUT clears what is left out. */
export type OrganizationData =
  | {generation: 2; name: string; domain?: string; defaultOrganizationRole?: Role; defaultStackRole?: Role}
  | {generation: 3; name: string; domain?: string; defaultPolicyId?: number}

/** As both generations send it; which of the defaults is there tells the generation. */
const organizationSchema = v.object({
  id: v.string(),
  name: v.string(),
  ownerId: v.string(),
  owner: given(v.object({id: v.string(), email: v.string()})),
  domain: given(v.string()),
  createdAt: given(instant),
  totalStacks: given(v.number()),
  totalUsers: given(v.number()),
  defaultOrganizationAccess: given(role),
  defaultStackAccess: given(role),
  defaultPolicyID: given(v.number()),
})

/** @throws ValiError when the body is no organization */
export function parseOrganization(body: unknown): Organization {
  const raw = v.parse(organizationSchema, body)
  return {
    id: raw.id,
    name: raw.name,
    ownerId: raw.ownerId,
    ...(raw.owner && {ownerEmail: raw.owner.email}),
    ...(raw.domain && {domain: raw.domain}),
    ...(raw.createdAt && {createdAt: raw.createdAt}),
    ...(raw.totalStacks !== undefined && {totalStacks: raw.totalStacks}),
    ...(raw.totalUsers !== undefined && {totalUsers: raw.totalUsers}),
    ...(raw.defaultOrganizationAccess && {defaultOrganizationRole: raw.defaultOrganizationAccess}),
    ...(raw.defaultStackAccess && {defaultStackRole: raw.defaultStackAccess}),
    ...(raw.defaultPolicyID !== undefined && {defaultPolicyId: raw.defaultPolicyID}),
  }
}

/** Whoever has more does not complete their IDs by Tab; the memory that a list takes must not grow with it. */
const MOST_REMEMBERED = 2000

/** Every organization the user belongs to, with owners. */
export function listOrganizations(client: MembershipClient): Listing<Organization> {
  const call = () => client.rest.GET('/organizations', {params: {query: {expand: true}}, parseAs: 'stream'})
  const listing = readList('list the organizations', call, parseOrganization)
  return new Listing(async function* () {
    const known: {id: string; name: string}[] = []
    for await (const batch of listing) {
      for (const {id, name} of batch.slice(0, MOST_REMEMBERED - known.length)) known.push({id, name})
      yield batch
    }
    await client.memory.onOrganizations?.(known)
  })
}

/** @param organizationId 12 letters */
export async function readOrganization(client: MembershipClient, organizationId: string): Promise<Organization> {
  const params = {path: {organizationId}, query: {expand: true}}
  const call = client.restOf(organizationId).GET('/organizations/{organizationId}', {params})
  const what = `read organization ${organizationId}`
  const [body, organization] = await readAnswer(what, call, (data) => [data, parseOrganization(data)] as const)
  await client.checkGeneration(body)
  return organization
}

/** The caller becomes its owner. */
export async function createOrganization(client: MembershipClient, data: OrganizationData): Promise<Organization> {
  // `rest` is typed by generation 3; the roles of generation 2 are fields it does not know.
  const call = client.rest.POST('/organizations', {body: bodyOf(data) as {name: string}})
  return readAnswer(`create organization ${data.name}`, call, parseOrganization)
}

/** Replaces the changeable part of an organization by `data`, whole. */
export async function replaceOrganization(
  client: MembershipClient,
  organizationId: string,
  data: OrganizationData,
): Promise<Organization> {
  const body = bodyOf(data) as {name: string; defaultPolicyID: number | null}
  const call = client.restOf(organizationId).PUT('/organizations/{organizationId}', {params: {path: {organizationId}}, body})
  return readAnswer(`update organization ${organizationId}`, call, parseOrganization)
}

export function deleteOrganization(client: MembershipClient, organizationId: string): Promise<void> {
  const call = client.restOf(organizationId).DELETE('/organizations/{organizationId}', {params: {path: {organizationId}}})
  return readNothing(`delete organization ${organizationId}`, call)
}

function bodyOf(data: OrganizationData): Record<string, unknown> {
  const shared = {name: data.name, ...(data.domain !== undefined && {domain: data.domain})}
  if (data.generation === 3) return {...shared, defaultPolicyID: data.defaultPolicyId ?? null}
  return {
    ...shared,
    ...(data.defaultOrganizationRole && {defaultOrganizationAccess: data.defaultOrganizationRole}),
    ...(data.defaultStackRole && {defaultStackAccess: data.defaultStackRole}),
  }
}
