import {isMap, valueAt} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

/** Places with `volumes` and `volumeMounts`; none inherits another's. `config` is a volume of the chart's own at these. */
const WORKLOADS: readonly {path: string; own: readonly string[]}[] = [
  {path: 'membership', own: ['config']},
  {path: 'membership.dex', own: ['config']},
  ...['portal', 'console', 'console-v3'].map((path) => ({path, own: []})),
  ...['membership', 'portal', 'console-v3'].map((component) => ({path: `${component}.config.migration`, own: []})),
  ...['invitationGC', 'garbageCollector', 'stackLifeCycle'].map((job) => ({path: `membership.config.job.${job}`, own: []})),
]

/** The API server refuses the pods, and what came before them is left installed. */
export const volumeMissing: Rule = {
  id: 'volume-missing',
  severity: 'error',
  description: 'Every mount names a volume of the same workload.',
  why: 'The API server refuses the pods ("volumeMounts[0].name: Not found"), when other objects are installed already.',
  check: (values) =>
    WORKLOADS.flatMap(({path: workload, own}) => {
      const volumes = [...own, ...namesOf(values.list(`${workload}.volumes`))]
      return values.list(`${workload}.volumeMounts`).map((mount, index): Verdict => {
        const name = isMap(mount) ? mount['name'] : undefined
        if (typeof name !== 'string' || name.includes('{{') || volumes.includes(name)) return undefined
        return {
          path: `${workload}.volumeMounts[${index}]`,
          message: `${workload}.volumeMounts[${index}] names the volume ${name}, which ${workload}.volumes does not have`,
          fix: `add it to ${workload}.volumes: a workload does not inherit another's`,
        }
      })
    }),
}

function namesOf(entries: readonly unknown[]): string[] {
  return entries.flatMap((entry) => (isMap(entry) && typeof entry['name'] === 'string' ? [entry['name']] : []))
}

/** Membership's chart has no default for it, and the API server wants one above zero; the others' have. */
export const autoscalingBounds: Rule = {
  id: 'autoscaling-bounds',
  severity: 'error',
  description: 'Autoscaling of Membership has an upper bound, and the lower one is not above it.',
  why:
    "Membership's chart has no default for the upper bound: the API server refuses the autoscaler, when other " +
    'objects are installed already.',
  check: (values): Verdict[] => {
    const path = 'membership.autoscaling'
    const scaling = valueAt(values.given, path)
    if (!isMap(scaling) || scaling['enabled'] !== true) return []
    const {minReplicas: least, maxReplicas: most} = scaling
    if (typeof most !== 'number' || most < 1) {
      return [
        {
          path,
          message: `${path} has no maxReplicas, and the API server refuses the autoscaler`,
          fix: `set ${path}.maxReplicas`,
        },
      ]
    }
    return [
      typeof least === 'number' && least > most
        ? {path: `${path}.maxReplicas`, message: `${path}.maxReplicas is below minReplicas`, fix: 'set it to more'}
        : undefined,
    ]
  },
}

/** One binding a service, whatever its ARN is; the chart's profile 5 leaves out the consoles. */
export const targetGroups: Rule = {
  id: 'target-group-missing',
  severity: 'error',
  description: 'With global.aws.elb every exposed component has the ARN of its target group.',
  why:
    'The chart makes a TargetGroupBinding for each exposed service, whatever the ARN is: one without an ARN ' +
    'belongs to no group, and no traffic reaches that component.',
  check: (values) =>
    values.isOn('global.aws.elb')
      ? values.hosts.map(({component}): Verdict => {
          const path = component === 'dex' ? 'membership.dex.aws.targetGroups' : `${component}.aws.targetGroups`
          const arn = `${path}.${component === 'dex' ? 'dex-http' : 'http'}.targetGroupARN`
          return values.text(arn) === undefined
            ? {path: arn, message: `${arn} is empty, and the chart makes a binding to it all the same`, fix: `set ${arn}`}
            : undefined
        })
      : [],
}
