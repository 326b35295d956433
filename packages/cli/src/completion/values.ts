export interface Candidate {
  value: string
  description?: string
}

export interface Completion {
  candidates: Candidate[]
  /** Names of files fit as well; the shell knows them. */
  files?: boolean
  /** A candidate is a beginning: no blank after it. */
  unfinished?: boolean
}

/** What this machine knows without asking anybody. */
export interface KnownFacts {
  profiles: readonly Candidate[]
  /** IDs of organizations that profiles remember, or that a login has listed. */
  organizations: readonly Candidate[]
  /** Paths in the values of the chart, to their leaves. */
  valuesPaths: readonly string[]
  /** Of Dex. */
  connectorTypes: readonly string[]
  /** As `plugins install` takes them. */
  plugins: readonly Candidate[]
}

/** Settings of a profile whose values are those of a flag. */
const SETTINGS: Readonly<Record<string, string>> = {'organization-id': 'organization', 'values-file': 'file'}

/** Names and shown values of what takes a file. */
const FILE_NAMES = new Set(['file', 'values', 'config', 'output', 'from'])
const FILE_VALUES = /^@?FILE$|\bDIR\b|\bTGZ\b/

/** What may stand as the value of a flag or argument. */
export function completeValue(
  {name, options, helpValue}: {name: string; options?: readonly string[]; helpValue?: string},
  current: string,
  facts: KnownFacts,
): Completion {
  if (options) return {candidates: options.map((value) => ({value}))}
  if (name === 'profile') return {candidates: [...facts.profiles]}
  if (name === 'organization') return {candidates: [...facts.organizations]}
  if (name === 'plugin') return {candidates: [...facts.plugins]}
  if (helpValue === 'PATH=VALUE')
    return current.includes('=') ? completePathValue(current, facts) : completePath(current, facts.valuesPaths)
  if (FILE_NAMES.has(name) || FILE_VALUES.test(helpValue ?? '')) return {candidates: [], files: true}
  return {candidates: []}
}

/** What a setting of a profile may be; the setting is the argument before. */
export function completeSetting(setting: string, current: string, facts: KnownFacts): Completion {
  return completeValue({name: SETTINGS[setting] ?? setting}, current, facts)
}

/** Of what may stand in the values file, Dex's connector types are a short list. */
function completePathValue(current: string, {connectorTypes}: KnownFacts): Completion {
  const path = current.slice(0, current.indexOf('='))
  if (!/\.connectors\[\d+\]\.type$/.test(path)) return {candidates: []}
  return {candidates: connectorTypes.map((type) => ({value: `${path}=${type}`}))}
}

/** One step further down: `membership.` gives `membership.dex.`, and a leaf ends with `=`. */
function completePath(current: string, paths: readonly string[]): Completion {
  const start = current.slice(0, current.lastIndexOf('.') + 1)
  const steps = paths
    .filter((path) => path.startsWith(start))
    .map((path) => {
      const next = path.slice(start.length).split('.')
      return `${start}${next[0]}${next.length > 1 ? '.' : '='}`
    })
  return {candidates: [...new Set(steps)].map((value) => ({value})), unfinished: true}
}
