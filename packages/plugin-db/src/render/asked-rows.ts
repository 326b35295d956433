import type {AskedRegion, AskedStack, NamedOrganization, SeedSource} from '../seed/asked.js'

/** All that is asked, in memory: what is rendered is one text. */
export interface AskedRows {
  regions: AskedRegion[]
  stacks: AskedStack[]
  /** Stands in for entries that name none. */
  organization?: NamedOrganization | undefined
}

/** @throws CloudpremError `SEED_FILE_INVALID` (exit 4) */
export async function collectRows(source: SeedSource, organization: NamedOrganization | undefined): Promise<AskedRows> {
  const stacks: AskedStack[] = []
  for await (const batch of source.stacks) for (const stack of batch) stacks.push(stack)
  return {regions: source.regions, stacks, organization}
}

/** Whether a secret would stand in what is rendered. */
export function holdsSecrets({stacks}: AskedRows): boolean {
  return stacks.some(({clientSecret}) => clientSecret !== undefined)
}
