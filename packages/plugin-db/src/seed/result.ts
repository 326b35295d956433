import type {Change, Removals} from './plan.js'
import type {SeedOutcome} from './run-seed.js'

/** The `--json` document of `db seed`; there is no client secret in it. */
export type DbSeedResult = SeedOfFlags | SeedOfFile

/** When flags ask for one region and one stack. */
interface SeedOfFlags extends DryRun {
  organizationId: string
  stackId: string
  region: {id: string; name: string; baseUrl: string; change: Change}
  stack: {id: string; name: string; change: Change}
}

/** When a file asks. */
interface SeedOfFile extends DryRun {
  file: string
  regions: {id: string; name: string; baseUrl: string; change: Change}[]
  stacks: {asked: number; created: number}
  removed: Removals
}

interface DryRun {
  /** Only in a dry run, in which `created` means that it would be. */
  dryRun?: true
  /** Only in a dry run: what was run and taken back, in order; a secret is null. */
  statements?: {text: string; parameters: (string | null)[]}[]
}

/** Of flags. The stack is the one that was read back. */
export function resultOfFlags(outcome: SeedOutcome, dryRun: boolean): SeedOfFlags {
  const [region] = outcome.plan.regions
  const {stack, plan} = outcome
  if (!region || !stack) throw new Error('flags ask for one region and one stack')
  const {id, name, baseUrl, change} = region
  return {
    organizationId: stack.organizationId,
    stackId: stack.id,
    region: {id: stack.regionId ?? id, name, baseUrl, change},
    stack: {id: stack.id, name: stack.name ?? '', change: plan.stacks.created > 0 ? 'created' : 'none'},
    ...dryRunOf(outcome, dryRun),
  }
}

/** Of a file. */
export function resultOfFile(file: string, outcome: SeedOutcome, dryRun: boolean): SeedOfFile {
  const {regions, stacks, removals} = outcome.plan
  return {
    file,
    regions: regions.map(({id, name, baseUrl, change}) => ({id, name, baseUrl, change})),
    stacks: {asked: stacks.asked, created: stacks.created},
    removed: removals,
    ...dryRunOf(outcome, dryRun),
  }
}

function dryRunOf({statements}: SeedOutcome, dryRun: boolean): DryRun {
  if (!dryRun) return {}
  return {
    dryRun,
    statements: statements.map(({text, parameters}) => ({
      text,
      parameters: parameters.map(({value, secret}) => (secret ? null : value)),
    })),
  }
}
