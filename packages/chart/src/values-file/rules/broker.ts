import {valueAt} from '../../values.js'
import {atLeast} from '../../versions.js'
import type {ChartValues} from '../chart-values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const MANAGED = 'membership.feature.managedStacks'

/** Membership gets the broker's address only with both. */
function hasBroker(values: ChartValues): boolean {
  const nats = values.isOn('global.nats.enabled') || valueAt(values.given, 'membership.global.nats.enabled') === true
  return nats && !values.isOn(MANAGED)
}

/** The chart's profile 7 has this. */
export const eventsNowhere: Rule = {
  id: 'events-nowhere',
  severity: 'warning',
  description: 'Membership publishes events only with NATS on and managedStacks off.',
  why:
    'Without both Membership is told no broker: it starts, and what subscribes to its events never sees one. ' +
    'Nothing reports that.',
  check: (values): Verdict[] => {
    const path = 'membership.feature.disableEvents'
    return [
      valueAt(values.given, path) === false && !hasBroker(values)
        ? {
            path,
            message: `${path} is false, and Membership is told no broker: events go nowhere`,
            fix: `set global.nats, and ${MANAGED} to false`,
          }
        : undefined,
    ]
  },
}

/** The chart makes this CronJob only then; its profile 9 leaves managedStacks on. */
export const stackJobNeedsBroker: Rule = {
  id: 'stack-job-without-broker',
  severity: 'warning',
  description: 'The job for the life of stacks is there only with NATS on and managedStacks off.',
  why:
    'The chart makes the CronJob only with both: stacks are then neither disabled nor removed when their time is ' +
    'over, and helm says nothing.',
  check: (values): Verdict[] => {
    const path = 'membership.config.job.stackLifeCycle.enabled'
    return [
      valueAt(values.given, path) === true && !hasBroker(values)
        ? {path, message: `${path} makes no CronJob`, fix: `set global.nats, and ${MANAGED} to false`}
        : undefined,
    ]
  },
}

export const natsAddress: Rule = {
  id: 'nats-address',
  severity: 'error',
  description: 'NATS has an address, as a nats:// or tls:// URL.',
  why:
    'The address is handed on as it stands: without one, or with one that is not of NATS, helm installs the ' +
    'release, and the programs never reach the broker.',
  check: (values, {version}): Verdict[] => {
    const path = 'global.nats.url'
    // Up to 4.0 nobody but Membership reads it, and that only with agents.
    if (!values.isOn('global.nats.enabled') || (values.isOn(MANAGED) && !atLeast(version, '4.1.0'))) return []
    const url = values.text(path)
    if (url === undefined) return [{path, message: `global.nats is on and ${path} is empty`, fix: `set ${path}`}]
    const wrong = !url.includes('{{') && /^[a-z+]+:\/\//i.test(url) && !/^(nats|tls|ws|wss):\/\//.test(url)
    return [wrong ? {path, message: `${path} is no address of NATS`, fix: 'write nats://HOST:4222'} : undefined]
  },
}
