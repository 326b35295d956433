import {DEFAULT_CHART_VERSION, DEFAULT_NAMESPACE, DEFAULT_RELEASE} from '@cloudprem/chart'
import {Flags} from '@cloudprem/core'

// Flags that several commands have, each with one meaning.

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

/** Names of what is deployed, as they stand in hosts, objects and commands. */
export const placeFlags = {
  release: Flags.string({
    description: `name of the Helm release (default: the one of the profile, else ${DEFAULT_RELEASE})`,
    env: 'CLOUDPREM_RELEASE',
    helpValue: 'NAME',
  }),
  namespace: Flags.string({
    char: 'n',
    description: `namespace of the release (default: the one of the profile, else ${DEFAULT_NAMESPACE})`,
    env: 'CLOUDPREM_NAMESPACE',
    helpValue: 'NAME',
  }),
}

export const dryRunFlag = {
  'dry-run': Flags.boolean({
    description: 'show the lines that would change, secrets masked, and change nothing',
    env: 'CLOUDPREM_DRY_RUN',
  }),
}
