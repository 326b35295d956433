export interface InvitationRow {
  id: string
  organizationId: string
  userEmail: string
  status: string
  role: string | null
  policyId: number | null
  creatorId: string | null
  userId: string | null
  createdAt: Date
  updatedAt: Date
}

export const SELECT_INVITATION = `
  select id, organization_id as "organizationId", user_email as "userEmail", status, role, policy_id as "policyId",
         creator_id as "creatorId", user_id as "userId", created_at as "createdAt", updated_at as "updatedAt"
    from membership.invitations`

export function invitationView(row: InvitationRow, api: 2 | 3): Record<string, unknown> {
  return {
    id: row.id,
    organizationId: row.organizationId,
    userEmail: row.userEmail,
    status: row.status,
    creationDate: row.createdAt,
    updatedAt: row.updatedAt,
    // The API's schema requires the other spelling, and names this one.
    creatorID: row.creatorId ?? '',
    ...(row.creatorId && {creatorId: row.creatorId}),
    ...(row.userId && {userId: row.userId}),
    ...(api === 2 && {role: row.role ?? 'GUEST'}),
    ...(api === 3 && {policyId: row.policyId}),
  }
}
