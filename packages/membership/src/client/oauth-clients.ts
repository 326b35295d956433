import * as v from 'valibot'
import {readAnswer, readNothing, readPages} from './answer.js'
import {given, instant, madeSecret} from './fields.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

const clientSchema = v.object({
  id: v.string(),
  name: v.optional(v.string(), ''),
  description: v.optional(v.string(), ''),
  createdAt: given(instant),
  updatedAt: given(instant),
  secret: given(madeSecret),
})

/** An identity for machines in one organization; `secret.clear` is told once, when it is made. */
export type OAuthClient = v.InferOutput<typeof clientSchema>

const parseClient = (body: unknown) => v.parse(clientSchema, body)
const many = '/organizations/{organizationId}/clients'
const one = '/organizations/{organizationId}/clients/{clientId}'

export function listOAuthClients(client: MembershipClient, organizationId: string): Listing<OAuthClient> {
  return readPages(
    `list the OAuth clients of ${organizationId}`,
    (page) => client.restOf(organizationId).GET(many, {params: {path: {organizationId}, query: page}}),
    parseClient,
  )
}

export function readOAuthClient(client: MembershipClient, organizationId: string, clientId: string): Promise<OAuthClient> {
  const call = client.restOf(organizationId).GET(one, {params: {path: {organizationId, clientId}}})
  return readAnswer(`read OAuth client ${clientId}`, call, parseClient)
}

export function createOAuthClient(
  client: MembershipClient,
  organizationId: string,
  body: {name?: string; description?: string},
): Promise<OAuthClient> {
  const call = client.restOf(organizationId).POST(many, {params: {path: {organizationId}}, body})
  return readAnswer(`create an OAuth client`, call, parseClient)
}

/** Replaces name and description, whole. */
export function replaceOAuthClient(
  client: MembershipClient,
  organizationId: string,
  clientId: string,
  body: {name: string; description?: string},
): Promise<void> {
  const call = client.restOf(organizationId).PUT(one, {params: {path: {organizationId, clientId}}, body})
  return readNothing(`update OAuth client ${clientId}`, call)
}

export function deleteOAuthClient(client: MembershipClient, organizationId: string, clientId: string): Promise<void> {
  const call = client.restOf(organizationId).DELETE(one, {params: {path: {organizationId, clientId}}})
  return readNothing(`delete OAuth client ${clientId}`, call)
}
