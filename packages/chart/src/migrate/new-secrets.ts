import {chartFacts} from '../majors/index.js'
import {SECRETS_OF_1} from '../majors/upgrades/index.js'
import {parsePath, valueAt, type Values} from '../values.js'
import {ChartValues} from '../values-file/chart-values.js'
import {knownMajorOf, type KnownMajor} from '../versions.js'
import {isBlank} from './conditions.js'
import type {Draft} from './draft.js'

interface Versions {
  from: string
  to: string
  generateSecret: () => string
}

/** Writes a new secret wherever the newer chart uses one that the older did not use with `former`, and nothing stands there. */
export function addNewSecrets(draft: Draft, former: Values, {from, to, generateSecret}: Versions, major: KnownMajor): void {
  const old = new Set(secretsInUse(former, from))
  const {secrets} = new ChartValues(draft.values, chartFacts(major), to)
  for (const {path, existingSecret, default: published, meaning} of secrets) {
    if (old.has(path) || !isBlank(valueAt(draft.values, path)) || !isBlank(valueAt(draft.values, existingSecret))) continue
    const reason = {
      why: `in use since this version: ${meaning}; the chart's own is the published ${published}`,
      source: `formancehq/helm charts at cloudprem ${to}, values.yaml`,
    }
    const place = parsePath(path)
    if (draft.makeWay(place, reason, {overBlank: true})) draft.add(place, generateSecret(), reason, true)
  }
}

function secretsInUse(values: Values, version: string): readonly string[] {
  const major = knownMajorOf(version)
  if (major === undefined) return SECRETS_OF_1
  return new ChartValues(values, chartFacts(major), version).secrets.map(({path}) => path)
}
