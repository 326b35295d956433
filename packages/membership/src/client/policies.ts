import * as v from 'valibot'
import {readAnswer, readList} from './answer.js'
import {given, instant} from './fields.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

const scopeSchema = v.object({id: v.number(), label: v.string(), description: given(v.string())})

const policySchema = v.object({
  id: v.number(),
  name: v.string(),
  description: given(v.string()),
  /** Made by Membership, not by a user. */
  protected: v.optional(v.boolean(), false),
  createdAt: given(instant),
  updatedAt: given(instant),
  /** Only when one is read alone. */
  scopes: given(v.array(scopeSchema)),
})

/** A set of rights of generation 3. */
export type Policy = v.InferOutput<typeof policySchema>

const parsePolicy = (body: unknown) => v.parse(policySchema, body)

/** The policies of an organization (generation 3). */
export function listPolicies(client: MembershipClient, organizationId: string): Listing<Policy> {
  const params = {path: {organizationId}}
  const call = () => client.restOf(organizationId).GET('/organizations/{organizationId}/policies', {params, parseAs: 'stream'})
  return readList(`list the policies of ${organizationId}`, call, parsePolicy)
}

/** One policy with its scopes (generation 3). */
export function readPolicy(client: MembershipClient, organizationId: string, policyId: number): Promise<Policy> {
  const params = {path: {organizationId, policyId}}
  const call = client.restOf(organizationId).GET('/organizations/{organizationId}/policies/{policyId}', {params})
  return readAnswer(`read policy ${policyId}`, call, parsePolicy)
}
