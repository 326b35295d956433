import type {MigrationReport} from '@cloudprem/chart'

export interface MigrateResult extends MigrationReport {
  from: string
  to: string
  /** Why `from` was taken, when no flag named it. */
  guessed?: string
  /** What was read. */
  input: string
  /** What was written; absent with --dry-run and on standard output. */
  file?: string
  /** The former text, with --in-place. */
  backup?: string
}
