import * as v from 'valibot'
import {readAnswer, readList, readNothing} from './answer.js'
import {given, instant, role, type Role} from './fields.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

export const INVITATION_STATUSES = ['PENDING', 'ACCEPTED', 'REJECTED', 'CANCELLED'] as const
export type InvitationStatus = (typeof INVITATION_STATUSES)[number]

const invitationSchema = v.object({
  id: v.string(),
  organizationId: v.string(),
  userEmail: v.string(),
  status: v.picklist(INVITATION_STATUSES),
  creationDate: instant,
  updatedAt: given(instant),
  expiresAt: given(instant),
  creatorId: given(v.string()),
  /** Generation 2: what the invited gets. */
  role: given(role),
})

export type Invitation = v.InferOutput<typeof invitationSchema>

const parseInvitation = (body: unknown) => v.parse(invitationSchema, body)

/** @param status only those; all without it */
export function listInvitations(
  client: MembershipClient,
  organizationId: string,
  status?: InvitationStatus,
): Listing<Invitation> {
  const params = {path: {organizationId}, query: status ? {status} : {}}
  const call = () => client.restOf(organizationId).GET('/organizations/{organizationId}/invitations', {params, parseAs: 'stream'})
  return readList(`list the invitations of ${organizationId}`, call, parseInvitation)
}

/** @param invitedRole generation 2 only; generation 3 takes no body */
export function sendInvitation(
  client: MembershipClient,
  organizationId: string,
  email: string,
  invitedRole?: Role,
): Promise<Invitation> {
  const params = {path: {organizationId}, query: {email}}
  const path = '/organizations/{organizationId}/invitations'
  const call = invitedRole
    ? client.restWithRoles(organizationId).POST(path, {params, body: {role: invitedRole}})
    : client.restOf(organizationId).POST(path, {params})
  return readAnswer(`invite ${email}`, call, parseInvitation)
}

export function withdrawInvitation(client: MembershipClient, organizationId: string, invitationId: string): Promise<void> {
  const params = {path: {organizationId, invitationId}}
  const call = client.restOf(organizationId).DELETE('/organizations/{organizationId}/invitations/{invitationId}', {params})
  return readNothing(`withdraw invitation ${invitationId}`, call)
}

/** Those that the user got, of any organization. */
export function listReceivedInvitations(client: MembershipClient, status?: InvitationStatus): Listing<Invitation> {
  const call = () => client.rest.GET('/me/invitations', {params: {query: status ? {status} : {}}, parseAs: 'stream'})
  return readList('list the invitations to you', call, parseInvitation)
}

/** The user is a member from then on. */
export function acceptInvitation(client: MembershipClient, invitationId: string): Promise<void> {
  const call = client.rest.POST('/me/invitations/{invitationId}/accept', {params: {path: {invitationId}}})
  return readNothing(`accept invitation ${invitationId}`, call)
}

export function declineInvitation(client: MembershipClient, invitationId: string): Promise<void> {
  const call = client.rest.POST('/me/invitations/{invitationId}/reject', {params: {path: {invitationId}}})
  return readNothing(`decline invitation ${invitationId}`, call)
}
