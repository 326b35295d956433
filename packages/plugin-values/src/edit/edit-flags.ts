import {DEFAULT_CHART_VERSION} from '@cloudprem/chart'
import {Flags} from '@cloudprem/core'

export const valuesFlag = {
  values: Flags.string({
    char: 'f',
    description: 'values file (default: the one of the profile, else values.yaml)',
    env: 'CLOUDPREM_VALUES',
    helpValue: 'FILE',
  }),
}

export const chartVersionFlag = {
  'chart-version': Flags.string({
    description: `version of the chart (default: the one of the profile, else ${DEFAULT_CHART_VERSION})`,
    env: 'CLOUDPREM_CHART_VERSION',
    helpValue: 'VERSION',
  }),
}

export const dryRunFlag = {
  'dry-run': Flags.boolean({
    description: 'show the lines that would change, secrets masked, and change nothing',
    env: 'CLOUDPREM_DRY_RUN',
  }),
}
