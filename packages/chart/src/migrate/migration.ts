import type {Finding} from '../values-file/finding.js'

/** One thing that was done to a file; `step` says on which way: `2→3`. */
export type MigrationChange = {step: string; why: string; source: string} & (
  | {kind: 'moved' | 'copied' | 'converted'; from: string; to: string}
  /** `text`: what was taken out, comments and all, secrets masked. */
  | {kind: 'dropped'; from: string; text: string}
  | {kind: 'added'; to: string; /** Absent for a secret. */ value?: unknown}
)

/** What a person must decide, since the file does not say it. */
export interface MigrationDecision {
  path: string
  why: string
  fix: string
  source: string
  step: string
}

/** Where a release must stop on its way to the newer chart. */
export interface MigrationStop {
  step: string
  id: string
  title: string
  what: string
  commands: string[]
  source: string
}

export interface MigrationReport {
  changes: MigrationChange[]
  decisions: MigrationDecision[]
  stops: MigrationStop[]
  /** What was wrong with the file before and still is: keys that nothing reads, values of a wrong type. */
  mistakes: Finding[]
}

export interface Migration extends MigrationReport {
  /** The file for the newer chart. */
  text: string
}

/** The release that a file is for; it stands in what is added and in the commands of stops. */
export interface MigrationPlace {
  release: string
  namespace: string
}
