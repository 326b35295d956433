/** A region that is asked for. Every value has passed the rules of `rules.ts`. */
export interface AskedRegion {
  /** Where it stands in the seed file, from 1; 0 when flags ask for it. */
  line: number
  name: string
  /** `https://host[:port]`, without a slash at the end. */
  baseUrl: string
  /** UUID in lower case. Without it a region of this name and base URL is taken, or one made. */
  id?: string | undefined
  /** The organization whose owner is its creator; without it the only one there is, or the one named for all. */
  organization?: string | undefined
}

/** A stack that is asked for. */
export interface AskedStack {
  line: number
  organization?: string | undefined
  id: string
  name: string
  /** Name of its region: one that is asked for, or one that is there. */
  region: string
  clientSecret?: string | undefined
}

/** All that is asked of a seed, from flags or from a file. Regions come first: stacks name them. */
export interface SeedSource {
  /** Name of the seed file, for messages; undefined when flags ask. */
  file?: string | undefined
  regions: AskedRegion[]
  /**
   * In batches, read as they are asked for, so that a long file never is in memory as a whole. Can be iterated once.
   *
   * @throws CloudpremError `SEED_FILE_INVALID` (exit 4) at the end of a file with errors, before it ends
   */
  stacks: AsyncIterable<AskedStack[]>
}

/** Which organization stands in for entries that name none; `origin` says who named it: `--organization`, `profile "x"`. */
export interface NamedOrganization {
  id: string
  origin: string
}
