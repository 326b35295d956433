import {DEFAULT_CHART_VERSION, type Values} from '@cloudprem/chart'
import {CloudpremCommand, Flags} from '@cloudprem/core'
import {chartVersionFlag} from '../../flags.js'
import {requireKnownChart} from '../../init/check-flags.js'

export interface ShowResult {
  chartVersion: string
  /** `chart`: all that its files hold. `known`: what is known of that version without its chart. */
  source: 'chart' | 'known'
  values: Values
}

export default class ValuesShow extends CloudpremCommand<ShowResult> {
  static override readonly summary = "Print the chart's default values for a version."
  static override readonly description =
    "With --chart, all values that the chart and the charts in it have, comments kept, each child's below its key: unlike " +
    'helm show values, which prints those of the outer chart. Without it, what is known of that version; needs no network.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --chart sandbox',
    '<%= config.bin %> <%= command.id %> --chart oci://ghcr.io/formancehq/helm/cloudprem --chart-version 3.20.1',
  ]
  static override readonly flags = {
    ...chartVersionFlag,
    chart: Flags.string({
      description: 'chart: oci:// or https:// address, folder, .tgz, or "sandbox" for the rehearsal chart of plugin-sandbox',
      env: 'CLOUDPREM_CHART',
      helpValue: 'REF|DIR|TGZ',
    }),
    'plain-http': Flags.boolean({
      description: 'fetch the chart without TLS, from a registry of your own',
      env: 'CLOUDPREM_PLAIN_HTTP',
    }),
  }

  async run(): Promise<ShowResult> {
    const {flags} = await this.parse(ValuesShow)
    const profile = await this.profile()
    const wanted = flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION
    const {valuesIn} = await import('../../edit/apply-edits.js')
    if (flags.chart === undefined) {
      const {chartVersion, major} = requireKnownChart(wanted)
      const {renderKnownDefaults} = await import('../../show/known-defaults.js')
      const text = renderKnownDefaults(chartVersion, major)
      this.printResult(text)
      return {chartVersion, source: 'known', values: valuesIn(text)}
    }
    const [{fetchChart}, {joinValues}] = await Promise.all([
      import('../../show/fetch-chart.js'),
      import('../../show/join-values.js'),
    ])
    const sources = await fetchChart({
      chart: flags.chart,
      version: wanted,
      sandboxRoot: this.config.plugins.get('@cloudprem/plugin-sandbox')?.root,
      plainHttp: flags['plain-http'],
      signal: this.signal,
    })
    const text = joinValues(sources)
    this.printResult(text)
    return {chartVersion: sources.version, source: 'chart', values: valuesIn(text)}
  }
}
