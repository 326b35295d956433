import {CloudpremError, Flags} from '@cloudprem/core'
import type {OrganizationChange} from './change.js'
import {mailDomainProblem} from './mail-domain.js'

/** What can be set on an organization beside its name, when it is made and later. */
export const changeFlags = {
  domain: Flags.string({
    description: 'mail domain whose users join by themselves',
    env: 'CLOUDPREM_ORGANIZATION_DOMAIN',
  }),
  'default-organization-role': Flags.option({options: ['GUEST', 'ADMIN'] as const})({
    description: 'role a joining user gets in the organization (API 2.x)',
    env: 'CLOUDPREM_DEFAULT_ORGANIZATION_ROLE',
    exclusive: ['default-policy'],
  }),
  'default-stack-role': Flags.option({options: ['GUEST', 'ADMIN', 'NONE'] as const})({
    description: 'role a joining user gets on every stack (API 2.x)',
    env: 'CLOUDPREM_DEFAULT_STACK_ROLE',
    exclusive: ['default-policy'],
  }),
  'default-policy': Flags.string({
    description: 'policy a joining user gets, by name or ID (API 3.x)',
    aliases: ['default-policy-id'],
    env: 'CLOUDPREM_DEFAULT_POLICY',
  }),
}

/** @throws CloudpremError `USAGE` (exit 2), before any request */
export function changeFrom(flags: {
  domain?: string
  'default-organization-role'?: 'GUEST' | 'ADMIN'
  'default-stack-role'?: 'GUEST' | 'ADMIN' | 'NONE'
  'default-policy'?: string
}): OrganizationChange {
  const problem = flags.domain === undefined ? undefined : mailDomainProblem(flags.domain)
  if (problem) throw new CloudpremError({code: 'USAGE', message: `"${flags.domain}" is no mail domain`, reason: problem})
  return {
    ...(flags.domain !== undefined && {domain: flags.domain}),
    ...(flags['default-organization-role'] && {defaultOrganizationRole: flags['default-organization-role']}),
    ...(flags['default-stack-role'] && {defaultStackRole: flags['default-stack-role']}),
    ...(flags['default-policy'] !== undefined && {defaultPolicy: flags['default-policy']}),
  }
}
