import {Flags} from '@cloudprem/core'

/** Flags of every command that renders the chart. */
export const releaseFlags = {
  values: Flags.string({
    char: 'f',
    description: 'values file, - for standard input; several are merged in order (default: of the profile, else values.yaml)',
    env: 'CLOUDPREM_VALUES',
    helpValue: 'FILE',
    multiple: true,
  }),
  chart: Flags.string({
    description: 'chart: oci:// or https:// address, folder, .tgz, or "sandbox" for the rehearsal chart of plugin-sandbox',
    env: 'CLOUDPREM_CHART',
    helpValue: 'REF|DIR|TGZ',
  }),
  version: Flags.string({
    aliases: ['chart-version'],
    description: 'chart version, spelled as it was published (default: of the profile, else the newest known)',
    env: 'CLOUDPREM_CHART_VERSION',
    helpValue: 'V',
  }),
  release: Flags.string({
    description: 'name of the release (default: of the profile, else cloudprem)',
    env: 'CLOUDPREM_RELEASE',
    helpValue: 'NAME',
  }),
  namespace: Flags.string({
    char: 'n',
    description: 'namespace of the release (default: of the profile, else formance-system)',
    env: 'CLOUDPREM_NAMESPACE',
    helpValue: 'NAME',
  }),
  set: Flags.string({
    description: 'a value on top of the files, as helm takes it: a.b=c; secrets belong into the file',
    env: 'CLOUDPREM_SET',
    helpValue: 'PATH=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'set-string': Flags.string({
    description: 'like --set, and the value stays text',
    env: 'CLOUDPREM_SET_STRING',
    helpValue: 'PATH=VALUE',
    multiple: true,
    multipleNonGreedy: true,
  }),
  'plain-http': Flags.boolean({
    description: 'fetch the chart without TLS, from a registry of your own',
    env: 'CLOUDPREM_PLAIN_HTTP',
  }),
  helm: Flags.string({
    description: 'the helm program (default: from the PATH)',
    env: 'CLOUDPREM_HELM',
    helpValue: 'FILE',
  }),
}

export interface ReleaseFlags {
  values?: string[]
  chart?: string
  version?: string
  release?: string
  namespace?: string
  set?: string[]
  'set-string'?: string[]
  'plain-http': boolean
  helm?: string
}
