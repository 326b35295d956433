import {
  atLeast,
  chartFacts,
  parsePath,
  schemaOf,
  type ChartFacts,
  type KnownMajor,
  type ValuesPath,
  type ValuesSchema,
} from '@cloudprem/chart'

/** What is known of one value of one major. */
export interface KnownPath {
  path: string
  type?: string
  default?: unknown
  meaning?: string
  since?: string
  /** Its default is a secret that everyone knows; these replace it. */
  secret?: {existingSecret: string; secretKey: string}
}

const read = new Map<string, ReadonlyMap<string, KnownPath>>()

/** Every value of a major, or of one version of it, that is known by name, by its path. */
export function knownPaths(major: KnownMajor, version?: string): ReadonlyMap<string, KnownPath> {
  const key = version ?? String(major)
  const known = read.get(key) ?? readKnownPaths(major, version)
  read.set(key, known)
  return known
}

function readKnownPaths(major: KnownMajor, version: string | undefined): Map<string, KnownPath> {
  const facts = chartFacts(major)
  const known = new Map<string, KnownPath>()
  const {properties = {}} = schemaOf(major)
  const ordered = Object.fromEntries(facts.topKeys.flatMap((key) => (properties[key] ? [[key, properties[key]]] : [])))
  for (const {path, type} of schemaPaths({properties: ordered})) known.set(path, {path, ...(type !== undefined && {type})})
  const add = (entry: KnownPath) => known.set(entry.path, {...known.get(entry.path), ...entry})
  for (const each of hostPaths(facts)) add(each)
  for (const {path, type, default: value, meaning, since} of facts.settings) {
    if (since !== undefined && version !== undefined && !atLeast(version, since)) continue
    add({path, type, meaning, ...(value !== undefined && {default: value}), ...(since !== undefined && {since})})
  }
  for (const {path, default: value, meaning, existingSecret, secretKey} of facts.secrets) {
    add({path, type: 'string', default: value, meaning, secret: {existingSecret, secretKey}})
    // One Secret may hold several: what is known of its name as a setting of its own stays.
    if (known.get(existingSecret)?.meaning === undefined)
      add({path: existingSecret, type: 'string', default: '', meaning: `Secret that holds ${meaning}`})
    add({path: secretKey, type: 'string', default: '', meaning: `key in ${existingSecret} that holds ${meaning}`})
  }
  return known
}

/** The keys directly below `path`, as paths, in the order in which they are known. */
export function childrenOf(known: ReadonlyMap<string, KnownPath>, path: ValuesPath): string[][] {
  const children = new Map<string, string[]>()
  for (const each of known.keys()) {
    const steps = parsePath(each).map(String)
    if (steps.length > path.length && path.every((step, index) => String(step) === steps[index])) {
      const child = steps.slice(0, path.length + 1)
      children.set(child.join('\0'), child)
    }
  }
  return [...children.values()]
}

function* schemaPaths(schema: ValuesSchema, path = ''): Generator<{path: string; type?: string}> {
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    const step = key.includes('.') ? `["${key}"]` : key
    const here = path === '' || step.startsWith('[') ? path + step : `${path}.${step}`
    yield {path: here, ...(child.type !== undefined && {type: WORDS[child.type] ?? child.type})}
    yield* schemaPaths(child, here)
  }
}

const WORDS: Record<string, string> = {object: 'map', array: 'list'}

function hostPaths({hosts}: ChartFacts): KnownPath[] {
  return hosts.flatMap(({component, hostPath, defaultHost, enabledPath}): KnownPath[] => [
    {path: hostPath, type: 'string', default: defaultHost, meaning: `host of ${component}`},
    {path: enabledPath, type: 'boolean', meaning: `deploys ${component}`},
  ])
}
