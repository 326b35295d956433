import * as v from 'valibot'
import {readAnswer, readNothing} from './answer.js'
import {given, instant} from './fields.js'
import type {MembershipClient} from './membership-client.js'

export const PROVIDER_TYPES = ['oidc', 'google', 'github', 'microsoft'] as const
export type ProviderType = (typeof PROVIDER_TYPES)[number]

const providerSchema = v.object({
  type: v.picklist(PROVIDER_TYPES),
  name: v.string(),
  clientID: v.string(),
  config: v.optional(v.record(v.string(), v.unknown()), {}),
  /** To be registered at the provider. */
  redirectURI: given(v.string()),
  createdAt: given(instant),
  updatedAt: given(instant),
})

/** Where the users of one organization log in. Its secret is not read back, even where the server sends it. */
export type AuthenticationProvider = v.InferOutput<typeof providerSchema>

export type AuthenticationProviderData = {name: string; clientID: string; clientSecret: string} & (
  | {type: 'oidc'; config: {issuer: string; discoveryPath: string}}
  | {type: 'microsoft'; config: {tenant: string}}
  | {type: 'google' | 'github'; config: Record<string, never>}
)

const path = '/organizations/{organizationId}/authentication-provider'

/** @throws CloudpremError `MEMBERSHIP_REFUSED` with `details.status` 404 where there is none */
export function readAuthenticationProvider(client: MembershipClient, organizationId: string): Promise<AuthenticationProvider> {
  const call = client.restOf(organizationId).GET(path, {params: {path: {organizationId}}})
  return readAnswer(`read the authentication provider of ${organizationId}`, call, (body) => v.parse(providerSchema, body))
}

/** Makes or replaces it, whole. */
export function putAuthenticationProvider(
  client: MembershipClient,
  organizationId: string,
  body: AuthenticationProviderData,
): Promise<AuthenticationProvider> {
  // The union is that of the document; TypeScript does not see through the intersections.
  const call = client.restOf(organizationId).PUT(path, {params: {path: {organizationId}}, body: body as never})
  return readAnswer(`set the authentication provider of ${organizationId}`, call, (answer) => v.parse(providerSchema, answer))
}

export function deleteAuthenticationProvider(client: MembershipClient, organizationId: string): Promise<void> {
  const call = client.restOf(organizationId).DELETE(path, {params: {path: {organizationId}}})
  return readNothing(`remove the authentication provider of ${organizationId}`, call)
}
