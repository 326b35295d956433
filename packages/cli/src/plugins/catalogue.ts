// Without core: it is read before there is any.

export interface KnownPlugin {
  /** Of the npm package. */
  name: string
  /** First words of its commands. */
  topics: string[]
  summary: string
  /**
   * What it takes on disk as the first one, that is with core and all else that it needs, in MB (10⁶ bytes);
   * `npm run test:install` measures it.
   */
  installedMb: number
}

/** Every plugin that is published with the host, under the host's own version. */
export const KNOWN_PLUGINS: KnownPlugin[] = [
  {name: '@cloudprem/plugin-values', topics: ['values'], summary: 'write and judge the values file', installedMb: 3},
  {name: '@cloudprem/plugin-helm', topics: ['helm'], summary: 'render and install the release', installedMb: 2.5},
  {name: '@cloudprem/plugin-dex', topics: ['dex'], summary: 'the Dex configuration', installedMb: 3},
  {
    name: '@cloudprem/plugin-organizations',
    topics: ['org', 'organizations', 'regions', 'stacks'],
    summary: 'organizations, regions and stacks',
    installedMb: 3,
  },
  {name: '@cloudprem/plugin-db', topics: ['db'], summary: 'regions and stacks in the database of Membership', installedMb: 3.5},
  {name: '@cloudprem/plugin-sandbox', topics: ['sandbox'], summary: 'rehearse all of it on one machine', installedMb: 65},
]

/** The plugin that carries commands whose first word is `topic`. */
export function findPluginOfTopic(topic: string): KnownPlugin | undefined {
  return KNOWN_PLUGINS.find(({topics}) => topics.includes(topic))
}
