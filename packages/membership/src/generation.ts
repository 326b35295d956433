import semver from 'semver'
import * as v from 'valibot'

/**
 * The two generations of Membership's API: 2 gives roles to users (Membership before v2.0.0, chart cloudprem 2.x and
 * 3.x), 3 gives them policies (Membership v2.0.0 and later, chart 4.x). Numbers are those of fctl.
 */
export type Generation = 2 | 3

const infoSchema = v.object({version: v.string()})

/** What `GET <membership>/_info` says, as far as it is of use. */
export interface ServerInfo {
  version: string
  /** Undefined for development builds, whose version is a commit hash. */
  generation: Generation | undefined
}

/** Reads an answer of `/_info`; undefined when it is something else. */
export function parseInfo(body: unknown): ServerInfo | undefined {
  const parsed = v.safeParse(infoSchema, body)
  if (!parsed.success) return undefined
  const version = semver.coerce(semver.valid(parsed.output.version) ?? '')
  return {version: parsed.output.version, generation: version ? (version.major >= 2 ? 3 : 2) : undefined}
}

/** A hint only: `supertoken` is a scope of generation 2, `on_behalf` one of generation 3. */
export function generationFromScopes(scopes: readonly string[] | undefined): Generation | undefined {
  if (!scopes) return undefined
  const [two, three] = [scopes.includes('supertoken'), scopes.includes('on_behalf')]
  return two === three ? undefined : two ? 2 : 3
}
