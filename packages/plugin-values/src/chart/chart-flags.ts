import {Flags} from '@cloudprem/core'

export const plainHttpFlag = {
  'plain-http': Flags.boolean({
    description: 'fetch the chart without TLS, from a registry of your own',
    env: 'CLOUDPREM_PLAIN_HTTP',
  }),
}

export const chartFlags = {
  chart: Flags.string({
    description: 'chart: oci:// or https:// address, folder, .tgz, or "sandbox" for the rehearsal chart of plugin-sandbox',
    env: 'CLOUDPREM_CHART',
    helpValue: 'REF|DIR|TGZ',
  }),
  ...plainHttpFlag,
}
