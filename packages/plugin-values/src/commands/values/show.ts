import {DEFAULT_CHART_VERSION, normalizeVersion, type ChartFiles, type Values} from '@cloudprem/chart'
import {CloudpremCommand} from '@cloudprem/core'
import {ChartCache} from '../../chart/chart-cache.js'
import {chartFlags} from '../../chart/chart-flags.js'
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
    'helm show values, which prints those of the outer chart. Without it, those of a chart of that version that was named before, else what is known of it; ' +
    'needs no network.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --chart sandbox',
    '<%= config.bin %> <%= command.id %> --chart oci://ghcr.io/formancehq/helm/cloudprem --chart-version 3.20.1',
  ]
  static override readonly flags = {
    ...chartVersionFlag,
    ...chartFlags,
  }

  async run(): Promise<ShowResult> {
    const {flags} = await this.parse(ValuesShow)
    const profile = await this.profile()
    const wanted = flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION
    const {valuesIn} = await import('../../edit/apply-edits.js')
    const files = await this.chartFiles(flags.chart, wanted, flags['plain-http'])
    if (!files) {
      const {chartVersion, major} = requireKnownChart(wanted)
      const {renderKnownDefaults} = await import('../../show/known-defaults.js')
      const text = renderKnownDefaults(chartVersion, major)
      this.printResult(text)
      return {chartVersion, source: 'known', values: valuesIn(text)}
    }
    const {joinValues} = await import('../../show/join-values.js')
    const text = joinValues(files)
    this.printResult(text)
    return {chartVersion: files.version, source: 'chart', values: valuesIn(text)}
  }

  /** The chart that was named, or one of that version that was named before. */
  private async chartFiles(chart: string | undefined, version: string, plainHttp: boolean): Promise<ChartFiles | undefined> {
    const {cacheDir: cacheDirectory, plugins} = this.config
    if (chart === undefined) {
      const normalized = normalizeVersion(version)
      return normalized === undefined ? undefined : (await new ChartCache(cacheDirectory).read(normalized))?.files
    }
    const sandboxRoot = plugins.get('@cloudprem/plugin-sandbox')?.root
    const {fetchChart} = await import('../../chart/fetch-chart.js')
    const {files} = await fetchChart({chart, version, sandboxRoot, plainHttp, cacheDirectory, signal: this.signal})
    return files
  }
}
