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

/** An empty string is fctl's "not set". */
export function orUnset(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
