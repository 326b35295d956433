import {EVERY, mistake} from './mistake.js'

const nats = (url: string) => `global:\n  nats:\n    enabled: true\n    url: ${url}`
const feature = (lines: string) => `membership:\n  feature:\n    ${lines}`
const job = 'membership:\n  config:\n    job:\n      stackLifeCycle:\n        enabled: true'

/** Agents, events and the broker that both need. */
export const brokerMistakes = [
  mistake(
    'events-nowhere',
    'events are on as in the profile of the chart',
    feature('disableEvents: false # <--'),
    `${nats('nats://nats.nats.svc:4222')}\n${feature('disableEvents: false\n    managedStacks: false')}`,
    {majors: EVERY},
  ),
  mistake(
    'stack-job-without-broker',
    'the job for the life of stacks is on alone',
    `${job} # <--`,
    `${nats('nats://nats.nats.svc:4222')}\n${job}\n  feature:\n    managedStacks: false`,
    {majors: EVERY},
  ),
  mistake('nats-address', 'NATS is on and has no address', nats('"" # <--'), nats('nats://nats.nats.svc:4222')),
  mistake('nats-address', 'NATS has a web address', nats('http://nats.nats.svc:4222 # <--'), nats('nats://nats.nats.svc:4222')),
]
