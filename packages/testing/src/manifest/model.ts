import {isMap, valueAt, type Values} from '@cloudprem/chart'
import {loadAll} from 'js-yaml'

/** An environment variable: with a value, from a Secret, or computed by Kubernetes (neither). */
export interface Variable {
  name: string
  value?: unknown
  secret?: {name: unknown; key: unknown}
}

export interface Container {
  /** `Deployment/cloudprem-portal`. */
  owner: string
  name: string
  env: Variable[]
  mounts: string[]
}

export interface Pod {
  owner: string
  containers: Container[]
  /** Volumes and volumeClaimTemplates. */
  volumes: string[]
}

/** Where a kind keeps the specification of its pods. */
const POD_AT: Record<string, string> = {
  Deployment: 'spec.template.spec',
  StatefulSet: 'spec.template.spec',
  Job: 'spec.template.spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
}

/** What helm rendered, to be asked about. */
export class Manifest {
  readonly objects: Values[]
  readonly pods: Pod[]

  constructor(readonly text: string) {
    this.objects = loadAll(text).filter(isMap)
    this.pods = this.objects.flatMap((object) => podOf(object) ?? [])
  }

  ofKind(kind: string): Values[] {
    return this.objects.filter((object) => object['kind'] === kind)
  }

  find(kind: string, name: string): Values | undefined {
    return this.ofKind(kind).find((object) => nameOf(object) === name)
  }

  /** The first container of the Deployment that is `part` by its label app.kubernetes.io/name. */
  program(part: string): Container | undefined {
    const deployment = this.ofKind('Deployment').find((each) => partOf(each) === part)
    return deployment && podOf(deployment)?.containers[0]
  }

  /** The hosts of the Ingress of `part`. */
  hosts(part: string): string[] {
    return this.ofKind('Ingress')
      .filter((each) => partOf(each) === part)
      .flatMap(hostsOf)
  }

  get containers(): Container[] {
    return this.pods.flatMap(({containers}) => containers)
  }
}

export function nameOf(object: Values): string {
  return String(valueAt(object, 'metadata.name'))
}

export function titleOf(object: Values): string {
  return `${String(object['kind'])}/${nameOf(object)}`
}

export function partOf(object: Values): unknown {
  return valueAt(object, 'metadata.labels["app.kubernetes.io/name"]')
}

export function hostsOf(ingress: Values): string[] {
  return list(valueAt(ingress, 'spec.rules')).map((rule) => String(rule['host']))
}

/** The text at `path`; empty where there is none. */
export function textAt(object: unknown, path: string): string {
  const value = valueAt(object, path)
  return typeof value === 'string' ? value : ''
}

/** The maps of a list; empty where there is none. */
export function list(value: unknown): Values[] {
  return Array.isArray(value) ? value.filter(isMap) : []
}

export function variable(container: Container | undefined, name: string): Variable | undefined {
  return container?.env.findLast((each) => each.name === name)
}

/** The literal value of a variable, or undefined when there is none. */
export function literal(container: Container | undefined, name: string): unknown {
  return variable(container, name)?.value
}

/** Whether two variables hold the same secret: the same text, or the same key of the same Secret. */
export function isSame(one: Variable | undefined, other: Variable | undefined): boolean {
  if (!one || !other) return false
  if (one.secret || other.secret) return one.secret?.name === other.secret?.name && one.secret?.key === other.secret?.key
  return one.value === other.value && one.value !== undefined
}

function podOf(object: Values): Pod | undefined {
  const at = POD_AT[String(object['kind'])]
  const spec = at === undefined ? undefined : valueAt(object, at)
  if (!isMap(spec)) return undefined
  const owner = titleOf(object)
  return {
    owner,
    containers: [...list(spec['initContainers']), ...list(spec['containers'])].map((each) => containerOf(owner, each)),
    volumes: [
      ...list(spec['volumes']).map((volume) => String(volume['name'])),
      ...list(valueAt(object, 'spec.volumeClaimTemplates')).map(nameOf),
    ],
  }
}

function containerOf(owner: string, spec: Values): Container {
  return {
    owner,
    name: String(spec['name']),
    mounts: list(spec['volumeMounts']).map((mount) => String(mount['name'])),
    env: list(spec['env']).map((each) => {
      const reference = valueAt(each, 'valueFrom.secretKeyRef')
      return {
        name: String(each['name']),
        ...('valueFrom' in each ? {} : {value: each['value']}),
        ...(isMap(reference) && {secret: {name: reference['name'], key: reference['key']}}),
      }
    }),
  }
}
