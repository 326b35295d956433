import {deployedHosts, setAt, type Component, type ExposedHost, type Values} from '@cloudprem/chart'
import type {InitPlan} from '../plan.js'
import {PRESET_CLASSES, presetAnnotations} from './presets.js'

/** Class, annotations and certificate of one component's Ingress. */
export function configureIngress(values: Values, exposed: ExposedHost, plan: InitPlan): void {
  const {className, annotations} = ingressOf(plan, exposed.component)
  if (className !== undefined) setAt(values, `${exposed.ingressPath}.className`, className)
  if (Object.keys(annotations).length > 0) setAt(values, `${exposed.ingressPath}.annotations`, annotations)
  const secretName = certificateSecret(plan, exposed.component)
  if (secretName === undefined) return

  // A component that is off by default gets its Ingress too: it may be switched on later.
  const enabled = structuredClone(values)
  setAt(enabled, exposed.enabledPath, true)
  const host = deployedHosts(enabled, plan.chartVersion).find(({component}) => component === exposed.component)?.host
  setAt(values, `${exposed.ingressPath}.tls`, [{secretName, ...(host !== undefined && {hosts: [host]})}])
}

/** Secret of the component's certificate; undefined where a load balancer has it. */
export function certificateSecret({ingress, tlsSecret}: InitPlan, component: Component): string | undefined {
  if (ingress.presets.includes('aws-alb')) return undefined
  // cert-manager makes one Secret for each Ingress: two that share a name would overwrite each other's.
  return ingress.presets.includes('cert-manager') ? `${component}-tls` : tlsSecret
}

function ingressOf({ingress, release}: InitPlan, component: Component) {
  const {presets, clusterIssuer, certificateArn} = ingress
  const facts = {
    release,
    ...(clusterIssuer !== undefined && {clusterIssuer}),
    ...(certificateArn !== undefined && {certificateArn}),
  }
  const preset = presets.map((name) => PRESET_CLASSES[name]).find((name) => name !== undefined)
  return {
    className: ingress.className ?? preset,
    annotations: {
      ...Object.assign({}, ...presets.map((name) => presetAnnotations(name, component, facts))),
      ...ingress.annotations,
    } as Record<string, string>, // Object.assign of many is any
  }
}
