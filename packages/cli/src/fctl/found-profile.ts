import type {Credentials} from '@cloudprem/core'

/** A profile of fctl, as far as it is of use here. */
export interface FctlProfile {
  name: string
  membershipUri: string
  organizationId?: string
  stackId?: string
  /** Its login, when there is one that can be taken over. */
  credentials?: Credentials
}

/** What was found of one installation of fctl. */
export interface FctlInstallation {
  /** 2: one file; 3: a folder. */
  layout: 2 | 3
  /** The file or folder. */
  place: string
  current: string | undefined
  profiles: FctlProfile[]
  /** What could not be read, in sentences. */
  problems: string[]
}

/** A profile as both layouts write it; an empty string is fctl's "not set". */
export function fctlProfile(
  name: string,
  written: {membershipURI: string; defaultOrganization?: string | undefined; defaultStack?: string | undefined},
  credentials: Credentials | undefined,
): FctlProfile {
  return {
    name,
    membershipUri: written.membershipURI,
    ...(written.defaultOrganization && {organizationId: written.defaultOrganization}),
    ...(written.defaultStack && {stackId: written.defaultStack}),
    ...(credentials && {credentials}),
  }
}
