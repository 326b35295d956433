import type {DatabaseConnection} from '../connection/connect.js'
import type {AskedStack, SeedSource} from './asked.js'
import {MOST_CONFLICTS, type Conflict} from './conflict.js'
import {excessOfStackName} from './rules.js'
import {ASKED} from './temporary-tables.js'

/** What was brought into the temporary table. */
export interface Staged {
  count: number
  /** The regions that stacks name. */
  regionNames: Set<string>
  /** The only stack; undefined when there are several, or none. */
  only?: {organizationId: string; id: string} | undefined
  conflicts: Conflict[]
}

/**
 * Brings the asked stacks into a temporary table, where they can be compared with those that are there as a whole. They are
 * copied as they are read, so that a long file never is in memory.
 *
 * @param organizationOf which organization a stack that names none is of; may throw
 * @throws CloudpremError `SEED_FILE_INVALID` (exit 4) of the source, `DATABASE_FAILED` (exit 5), `INTERRUPTED`
 */
export async function stageStacks(
  connection: DatabaseConnection,
  source: SeedSource,
  organizationOf: (line: number) => string,
): Promise<Staged> {
  const staged: Staged = {count: 0, regionNames: new Set(), conflicts: []}
  await connection.copy(`copy ${ASKED} from stdin`, chunksOf(source, organizationOf, staged))
  return staged
}

async function* chunksOf(source: SeedSource, organizationOf: (line: number) => string, staged: Staged): AsyncGenerator<string> {
  for await (const stacks of source.stacks) {
    const organizations = stacks.map(({organization, line}) => organization ?? organizationOf(line))
    if (collect(stacks, organizations, staged)) yield stacks.map((stack, index) => lineOf(stack, organizations[index])).join('')
  }
}

/** A line of `copy` (PostgreSQL manual, "COPY", text format). Of what it gives a meaning only the backslash can be in a value. */
function lineOf({line, id, name, region, clientSecret}: AskedStack, organization = ''): string {
  const secret = clientSecret === undefined ? '\\N' : escape(clientSecret)
  return `${line}\t${organization}\t${id}\t${escape(name)}\t${escape(region)}\t${secret}\n`
}

function escape(text: string): string {
  return text.includes('\\') ? text.replaceAll('\\', '\\\\') : text
}

/** Counts, looks at what only shows together with the organization; false when there is a reason not to go on sending. */
function collect(stacks: AskedStack[], organizations: string[], staged: Staged): boolean {
  staged.count += stacks.length
  const [stack] = stacks
  staged.only = staged.count === 1 && stack ? {organizationId: organizations[0] ?? '', id: stack.id} : undefined
  stacks.forEach((stack, index) => {
    staged.regionNames.add(stack.region)
    const excess = excessOfStackName(organizations[index] ?? '', stack.id)
    if (excess > 0 && staged.conflicts.length <= MOST_CONFLICTS)
      staged.conflicts.push(tooLong(stack, organizations[index] ?? '', excess))
  })
  return staged.conflicts.length === 0
}

function tooLong({line, id}: AskedStack, organization: string, excess: number): Conflict {
  return {
    line,
    code: line === 0 ? 'USAGE' : 'SEED_FILE_INVALID',
    message: `${line === 0 ? '--stack-id' : 'stack id'} "${id}" is ${excess} ${excess === 1 ? 'character' : 'characters'} too long`,
    contradictions: [`The stack's name in Kubernetes is ${organization}-${id}, and such a name has at most 63 characters.`],
    hints: ['cloudprem db seed --stack-id demo'],
  }
}
