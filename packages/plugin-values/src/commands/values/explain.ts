import {DEFAULT_CHART_VERSION, formatPath} from '@cloudprem/chart'
import {Args, CloudpremCommand, CloudpremError, standardOutput} from '@cloudprem/core'
import {chartVersionFlag} from '../../flags.js'
import type {Explanation} from '../../explain/explain-path.js'
import {requireKnownChart} from '../../init/check-flags.js'

export type {Explanation as ExplainResult}

export default class ValuesExplain extends CloudpremCommand<Explanation> {
  static override readonly summary = 'Explain a value of the chart: type, default, meaning, what reads it.'
  static override readonly description =
    'Tells what is known of a value of that chart version: its type, its default, since when it is there, what replaced it ' +
    'and which parts read it; for a map the keys in it. Needs no chart, no file and no network. Ends with 2 for a value that ' +
    'the chart does not have.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> global.platform.portal',
    '<%= config.bin %> <%= command.id %> global.platform.cookie.encryptionKey --chart-version 2.2.1',
  ]
  static override readonly args = {
    path: Args.string({description: 'as for helm --set: membership.ingress.tls (default: all)'}),
  }
  static override readonly flags = chartVersionFlag

  async run(): Promise<Explanation> {
    const {args, flags} = await this.parse(ValuesExplain)
    const profile = await this.profile()
    const {chartVersion, major} = requireKnownChart(flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION)
    const [{requirePath}, {explainPath}, {suggestPaths}, {renderExplanation}] = await Promise.all([
      import('../../edit/read-path.js'),
      import('../../explain/explain-path.js'),
      import('../../explain/suggest-paths.js'),
      import('../../explain/render-explanation.js'),
    ])
    const path = args.path === undefined ? [] : requirePath(args.path)
    const explanation = explainPath(path, chartVersion, major)
    if (!explanation) {
      const suggestions = suggestPaths(path, major, chartVersion)
      throw new CloudpremError({
        code: 'VALUES_KEY_UNKNOWN',
        message: `cloudprem ${chartVersion} has no value ${formatPath(path)}, as far as it is known`,
        ...(suggestions.length > 0 && {reason: `Did you mean ${suggestions.join(', or ')}?`}),
        hint: suggestions.length > 0 ? suggestions.map((each) => `cloudprem values explain ${each}`) : 'cloudprem values explain',
        details: {path: formatPath(path), suggestions},
      })
    }
    this.printResult(renderExplanation(explanation, standardOutput.columns))
    return explanation
  }
}
