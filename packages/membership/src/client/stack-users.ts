import * as v from 'valibot'
import {accessFields, type Access} from './access.js'
import {readAnswer, readList, readNothing} from './answer.js'
import {given} from './fields.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'
import type {StackPlace} from './stacks.js'

const stackUserSchema = v.object({userId: v.string(), email: given(v.string()), ...accessFields})

/** What one user may do on one stack, beside what the organization gives. */
export type StackUser = v.InferOutput<typeof stackUserSchema>

const parseStackUser = (body: unknown) => v.parse(stackUserSchema, body)

export function listStackUsers(client: MembershipClient, path: StackPlace): Listing<StackUser> {
  const call = () =>
    client
      .restOf(path.organizationId)
      .GET('/organizations/{organizationId}/stacks/{stackId}/users', {params: {path}, parseAs: 'stream'})
  return readList(`list the users of stack ${path.stackId}`, call, parseStackUser)
}

const one = '/organizations/{organizationId}/stacks/{stackId}/users/{userId}'

export function readStackUser(client: MembershipClient, place: StackPlace, userId: string): Promise<StackUser> {
  const call = client.restOf(place.organizationId).GET(one, {params: {path: {...place, userId}}})
  return readAnswer(`read user ${userId} of stack ${place.stackId}`, call, parseStackUser)
}

export function putStackUser(client: MembershipClient, place: StackPlace, userId: string, access: Access): Promise<void> {
  const params = {path: {...place, userId}}
  const call =
    'role' in access
      ? client.restWithRoles(place.organizationId).PUT(one, {params, body: access})
      : client.restOf(place.organizationId).PUT(one, {params, body: access})
  return readNothing(`link user ${userId} to stack ${place.stackId}`, call)
}

export function removeStackUser(client: MembershipClient, place: StackPlace, userId: string): Promise<void> {
  const call = client.restOf(place.organizationId).DELETE(one, {params: {path: {...place, userId}}})
  return readNothing(`unlink user ${userId} from stack ${place.stackId}`, call)
}
