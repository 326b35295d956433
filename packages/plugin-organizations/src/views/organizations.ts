import {renderPairs, type Column} from '@cloudprem/core'
import type {Organization, Policy} from '@cloudprem/membership'
import type {FieldChange} from '../organization/change.js'
import {policyLabel} from '../organization/policies.js'

const FIELD_NAMES: Record<FieldChange['field'], string> = {
  name: 'name',
  domain: 'domain',
  defaultOrganizationRole: 'default organization role',
  defaultStackRole: 'default stack role',
  defaultPolicy: 'default policy',
}

/** An organization as the list has it. */
export type ListedOrganization = Organization & {mine: boolean}

/** Adds whether the user `subject` owns each. */
export async function* withMine(
  organizations: AsyncIterable<Organization[]>,
  subject: string,
): AsyncGenerator<ListedOrganization[]> {
  for await (const batch of organizations) yield batch.map((each) => Object.assign(each, {mine: each.ownerId === subject}))
}

export const organizationColumns: Column<ListedOrganization>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'name', value: ({name}) => name},
  {name: 'owner', value: ({ownerEmail, ownerId}) => ownerEmail ?? ownerId},
  {name: 'domain', value: ({domain}) => domain},
  {name: 'mine', value: ({mine}) => mine},
  {name: 'owner-id', value: ({ownerId}) => ownerId, extra: true},
  {name: 'users', value: ({totalUsers}) => totalUsers, extra: true},
  {name: 'stacks', value: ({totalStacks}) => totalStacks, extra: true},
  {name: 'created-at', value: ({createdAt}) => createdAt, extra: true},
]

/** Everything that is known of one organization. */
export function renderOrganization(organization: Organization, generation: 2 | 3, policies: Policy[]): string[] {
  return [
    `Organization ${organization.id} (${organization.name})`,
    ...renderPairs([
      ['domain', organization.domain ?? '(none)'],
      ...(generation === 2
        ? ([
            ['default organization role', organization.defaultOrganizationRole ?? 'NONE'],
            ['default stack role', organization.defaultStackRole ?? 'NONE'],
          ] satisfies [string, string][])
        : ([['default policy', policyLabel(policies, organization.defaultPolicyId) ?? '(none)']] satisfies [string, string][])),
      ['owner', organization.ownerEmail ?? organization.ownerId],
      ['created', organization.createdAt?.toISOString()],
      ['users', organization.totalUsers?.toString()],
      ['stacks', organization.totalStacks?.toString()],
    ]),
  ]
}

/** Before and after of each field that changes. */
export function renderChanges(organization: Organization, changes: FieldChange[]): string[] {
  const width = Math.max(...changes.map(({before}) => (before ?? '(none)').length))
  return [
    `Organization ${organization.id} (${organization.name})`,
    ...renderPairs(
      changes.map(({field, before, after}) => [
        FIELD_NAMES[field],
        `${(before ?? '(none)').padEnd(width)}  →  ${after ?? '(none)'}`,
      ]),
    ),
  ]
}

/** What a change of the defaults means for people, in one sentence; undefined where nobody joins by domain. */
export function renderMeaning(organization: Organization, policies: Policy[]): string | undefined {
  if (!organization.domain) return undefined
  const gets = organization.defaultOrganizationRole ?? policyLabel(policies, organization.defaultPolicyId)
  return `Whoever logs in with an ${organization.domain} address now joins${gets ? ` as ${gets}` : ', without rights'}.`
}
