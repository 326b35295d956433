import {chartFacts} from '../majors/index.js'
import {SECRETS_OF_1} from '../majors/upgrades/index.js'
import {parsePath, valueAt} from '../values.js'
import {ChartValues} from '../values-file/chart-values.js'
import type {KnownMajor} from '../versions.js'
import {isBlank} from './conditions.js'
import type {Draft} from './draft.js'

/** Writes a new secret wherever the newer chart uses one that the older did not have, and nothing stands there. */
export function addNewSecrets(
  draft: Draft,
  from: KnownMajor | undefined,
  to: KnownMajor,
  version: string,
  generate: () => string,
): void {
  const facts = chartFacts(to)
  const old = new Set(from === undefined ? SECRETS_OF_1 : chartFacts(from).secrets.map(({path}) => path))
  for (const {path, existingSecret, default: published, meaning} of new ChartValues(draft.values, facts, version).secrets) {
    if (old.has(path) || !isBlank(valueAt(draft.values, path)) || !isBlank(valueAt(draft.values, existingSecret))) continue
    const reason = {
      why: `new in ${to}.x: ${meaning}; the chart's own is the published ${published}`,
      source: `formancehq/helm charts at cloudprem ${version}, values.yaml`,
    }
    const place = parsePath(path)
    if (draft.makeWay(place, reason, {overBlank: true})) draft.add(place, generate(), reason, true)
  }
}
