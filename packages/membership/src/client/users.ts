import * as v from 'valibot'
import {accessFields, type Access} from './access.js'
import {readAnswer, readList, readNothing} from './answer.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

const userSchema = v.object({id: v.string(), email: v.string(), ...accessFields})

/** A member of an organization, with a role (generation 2) or a policy (generation 3). */
export type OrganizationUser = v.InferOutput<typeof userSchema>

const parseUser = (body: unknown) => v.parse(userSchema, body)

export function listUsers(client: MembershipClient, organizationId: string): Listing<OrganizationUser> {
  const params = {path: {organizationId}}
  const call = () => client.restOf(organizationId).GET('/organizations/{organizationId}/users', {params, parseAs: 'stream'})
  return readList(`list the users of ${organizationId}`, call, parseUser)
}

export function readUser(client: MembershipClient, organizationId: string, userId: string): Promise<OrganizationUser> {
  const params = {path: {organizationId, userId}}
  const call = client.restOf(organizationId).GET('/organizations/{organizationId}/users/{userId}', {params})
  return readAnswer(`read user ${userId}`, call, parseUser)
}

/** Makes a user a member, or changes what a member may do. Nothing named: the server's default (generation 3). */
export function putUser(
  client: MembershipClient,
  organizationId: string,
  userId: string,
  access: Access | undefined,
): Promise<void> {
  const params = {path: {organizationId, userId}}
  const path = '/organizations/{organizationId}/users/{userId}'
  const call =
    access && 'role' in access
      ? client.restWithRoles(organizationId).PUT(path, {params, body: access})
      : client.restOf(organizationId).PUT(path, {params, body: access ?? {}})
  return readNothing(`link user ${userId}`, call)
}

export function removeUser(client: MembershipClient, organizationId: string, userId: string): Promise<void> {
  const params = {path: {organizationId, userId}}
  const call = client.restOf(organizationId).DELETE('/organizations/{organizationId}/users/{userId}', {params})
  return readNothing(`unlink user ${userId}`, call)
}
