import {readAnswer, readList, readNothing} from './answer.js'
import {ROLES, type Role} from './fields.js'
import {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'
import {fields, givenFields, givenInstant, givenNumber, givenOneOf, givenText, text} from './raw-fields.js'

/** One organization of Membership. */
export interface Organization {
  id: string
  name: string
  ownerId: string
  ownerEmail?: string | undefined
  /** Mail domain whose users join by themselves at their first login. */
  domain?: string | undefined
  createdAt?: Date | undefined
  totalStacks?: number | undefined
  totalUsers?: number | undefined
  /** Generation 2: what a user who joins by domain gets. */
  defaultOrganizationRole?: Role | undefined
  defaultStackRole?: Role | undefined
  /** Generation 3: the same, as the ID of a policy. */
  defaultPolicyId?: number | undefined
}

/** The whole of an organization's changeable part: Membership's PUT clears what is left out. */
export type OrganizationData =
  | {generation: 2; name: string; domain?: string; defaultOrganizationRole?: Role; defaultStackRole?: Role}
  | {generation: 3; name: string; domain?: string; defaultPolicyId?: number}

/**
 * As both generations send it; which of the defaults is there tells the generation.
 *
 * @throws TypeError when the body is no organization
 */
export function parseOrganization(body: unknown): Organization {
  const raw = fields(body)
  const owner = givenFields(raw, 'owner')
  return {
    id: text(raw, 'id'),
    name: text(raw, 'name'),
    ownerId: text(raw, 'ownerId'),
    ownerEmail: owner && text(owner, 'email'),
    domain: givenText(raw, 'domain') || undefined,
    createdAt: givenInstant(raw, 'createdAt'),
    totalStacks: givenNumber(raw, 'totalStacks'),
    totalUsers: givenNumber(raw, 'totalUsers'),
    defaultOrganizationRole: givenOneOf(raw, 'defaultOrganizationAccess', ROLES),
    defaultStackRole: givenOneOf(raw, 'defaultStackAccess', ROLES),
    defaultPolicyId: givenNumber(raw, 'defaultPolicyID'),
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
  const {defaultPolicyID, ...rest} = bodyOf(data)
  // Null is a value of an update only. `rest` is typed by generation 3; the roles of generation 2 are fields it does not know.
  const body = {...rest, ...(typeof defaultPolicyID === 'number' && {defaultPolicyID})} as {name: string}
  const call = client.rest.POST('/organizations', {body})
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
