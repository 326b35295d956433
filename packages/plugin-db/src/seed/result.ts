import type {Change, SeedPlan} from './plan.js'
import {isNothingToDo} from './plan.js'
import {statementsOf} from './sql.js'

/** The `--json` document of `db seed`. The client secret is not in it. */
export interface DbSeedResult {
  organizationId: string
  stackId: string
  region: {id: string; name: string; baseUrl: string; change: Change}
  stack: {id: string; name: string; change: Change}
  /** Only in a dry run, in which `created` means that it would be. */
  dryRun?: true
  /** Only in a dry run: what would be sent, in order; a secret is null. */
  statements?: {text: string; parameters: (string | null)[]}[]
}

export function resultOf(plan: SeedPlan, dryRun: boolean): DbSeedResult {
  const {organizationId, region, stack} = plan
  return {
    organizationId,
    stackId: stack.id,
    region: {id: region.id, name: region.name, baseUrl: region.baseUrl, change: region.change},
    stack: {id: stack.id, name: stack.name, change: stack.change},
    ...(dryRun && {
      dryRun,
      statements: (isNothingToDo(plan) ? [] : statementsOf(plan)).map(({text, parameters}) => ({
        text,
        parameters: parameters.map(({value, secret}) => (secret ? null : value)),
      })),
    }),
  }
}
