import * as v from 'valibot'
import {readAnswer, readList, readNothing} from './answer.js'
import {given, instant} from './fields.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

const moduleSchema = v.object({
  name: v.string(),
  state: v.string(),
  status: v.string(),
  lastStatusUpdate: given(instant),
  lastStateUpdate: given(instant),
})

/** A module of a stack. `state` is what is wanted: ENABLED, DISABLED; `status` what the cluster has. */
export type StackModule = v.InferOutput<typeof moduleSchema>

const stackSchema = v.pipe(
  v.object({
    id: v.string(),
    name: v.string(),
    organizationId: v.string(),
    regionID: v.string(),
    uri: v.string(),
    /** What is wanted: ACTIVE, DISABLED, DELETED. */
    state: v.string(),
    /** What the cluster has: UNKNOWN, PROGRESSING, READY, DISABLED, DELETED. */
    status: v.string(),
    expectedStatus: given(v.string()),
    synchronised: given(v.boolean()),
    reachable: given(v.boolean()),
    version: given(v.string()),
    metadata: given(v.record(v.string(), v.string())),
    stargateEnabled: given(v.boolean()),
    auditEnabled: given(v.boolean()),
    createdAt: given(instant),
    updatedAt: given(instant),
    disabledAt: given(instant),
    deletedAt: given(instant),
    modules: given(v.array(moduleSchema)),
  }),
  v.transform(({regionID, ...stack}) => ({...stack, regionId: regionID})),
)

/** One stack of an organization, as Membership sees it. */
export type Stack = v.InferOutput<typeof stackSchema>

const parseStack = (body: unknown) => v.parse(stackSchema, body)

/** @param all deleted ones too, as long as they can be restored */
export function listStacks(client: MembershipClient, organizationId: string, all = false): Listing<Stack> {
  const params = {path: {organizationId}, query: {all, deleted: all}}
  const call = () => client.restOf(organizationId).GET('/organizations/{organizationId}/stacks', {params, parseAs: 'stream'})
  return readList(`list the stacks of ${organizationId}`, call, parseStack)
}

export interface StackPlace {
  organizationId: string
  stackId: string
}

const one = '/organizations/{organizationId}/stacks/{stackId}'

export function readStack(client: MembershipClient, path: StackPlace): Promise<Stack> {
  const call = client.restOf(path.organizationId).GET(one, {params: {path}})
  return readAnswer(`read stack ${path.stackId}`, call, parseStack)
}

export interface NewStack {
  name: string
  regionId: string
  version?: string
  metadata?: Record<string, string>
}

/** Accepted at once, ready later: `status` tells. */
export function createStack(client: MembershipClient, organizationId: string, stack: NewStack): Promise<Stack> {
  const {regionId, ...rest} = stack
  const call = client.restOf(organizationId).POST('/organizations/{organizationId}/stacks', {
    params: {path: {organizationId}},
    body: {...rest, regionID: regionId},
  })
  return readAnswer(`create stack ${stack.name}`, call, parseStack)
}

/** Replaces name and metadata, whole. */
export function replaceStack(
  client: MembershipClient,
  path: StackPlace,
  data: {name: string; metadata?: Record<string, string>},
): Promise<Stack> {
  const call = client.restOf(path.organizationId).PUT(one, {params: {path}, body: data})
  return readAnswer(`update stack ${path.stackId}`, call, parseStack)
}

/** @param force at once, without the time in which it can be restored */
export function deleteStack(client: MembershipClient, path: StackPlace, force: boolean): Promise<void> {
  const call = client.restOf(path.organizationId).DELETE(one, {params: {path, query: force ? {force} : {}}})
  return readNothing(`delete stack ${path.stackId}`, call)
}

/** Brings a deleted stack back. */
export function restoreStack(client: MembershipClient, path: StackPlace): Promise<Stack> {
  const call = client.restOf(path.organizationId).PUT(`${one}/restore`, {params: {path}})
  return readAnswer(`restore stack ${path.stackId}`, call, parseStack)
}

export function enableStack(client: MembershipClient, path: StackPlace): Promise<void> {
  return readNothing(`enable stack ${path.stackId}`, client.restOf(path.organizationId).PUT(`${one}/enable`, {params: {path}}))
}

export function disableStack(client: MembershipClient, path: StackPlace): Promise<void> {
  return readNothing(`disable stack ${path.stackId}`, client.restOf(path.organizationId).PUT(`${one}/disable`, {params: {path}}))
}

/** @param version the region's newest without it */
export function upgradeStack(client: MembershipClient, path: StackPlace, version?: string): Promise<void> {
  const call = client.restOf(path.organizationId).PUT(`${one}/upgrade`, {params: {path}, body: version ? {version} : {}})
  return readNothing(`upgrade stack ${path.stackId}`, call)
}

export function listModules(client: MembershipClient, path: StackPlace): Listing<StackModule> {
  const call = () => client.restOf(path.organizationId).GET(`${one}/modules`, {params: {path}, parseAs: 'stream'})
  return readList(`list the modules of stack ${path.stackId}`, call, (body) => v.parse(moduleSchema, body))
}

export function enableModule(client: MembershipClient, path: StackPlace, name: string): Promise<void> {
  const call = client.restOf(path.organizationId).POST(`${one}/modules`, {params: {path, query: {name}}})
  return readNothing(`enable module ${name} of stack ${path.stackId}`, call)
}

export function disableModule(client: MembershipClient, path: StackPlace, name: string): Promise<void> {
  const call = client.restOf(path.organizationId).DELETE(`${one}/modules`, {params: {path, query: {name}}})
  return readNothing(`disable module ${name} of stack ${path.stackId}`, call)
}
