import {readAnswer, readList, readNothing} from './answer.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'
import {fields, givenFlag, givenInstant, givenList, givenText, givenTexts, text, type Raw} from './raw-fields.js'

/** A module of a stack. `state` is what is wanted: ENABLED, DISABLED; `status` what the cluster has. */
export interface StackModule {
  name: string
  state: string
  status: string
  lastStatusUpdate?: Date | undefined
  lastStateUpdate?: Date | undefined
}

/** One stack of an organization, as Membership sees it. */
export interface Stack {
  id: string
  name: string
  organizationId: string
  uri: string
  /** What is wanted: ACTIVE, DISABLED, DELETED. */
  state: string
  /** What the cluster has: UNKNOWN, PROGRESSING, READY, DISABLED, DELETED. */
  status: string
  expectedStatus?: string | undefined
  synchronised?: boolean | undefined
  reachable?: boolean | undefined
  version?: string | undefined
  metadata?: Record<string, string> | undefined
  stargateEnabled?: boolean | undefined
  auditEnabled?: boolean | undefined
  createdAt?: Date | undefined
  updatedAt?: Date | undefined
  disabledAt?: Date | undefined
  deletedAt?: Date | undefined
  modules?: StackModule[] | undefined
  regionId: string
}

const parseModule = (raw: Raw): StackModule => ({
  name: text(raw, 'name'),
  state: text(raw, 'state'),
  status: text(raw, 'status'),
  lastStatusUpdate: givenInstant(raw, 'lastStatusUpdate'),
  lastStateUpdate: givenInstant(raw, 'lastStateUpdate'),
})

/** @throws TypeError when the body is no stack */
function parseStack(body: unknown): Stack {
  const raw = fields(body)
  return {
    id: text(raw, 'id'),
    name: text(raw, 'name'),
    organizationId: text(raw, 'organizationId'),
    uri: text(raw, 'uri'),
    state: text(raw, 'state'),
    status: text(raw, 'status'),
    expectedStatus: givenText(raw, 'expectedStatus'),
    synchronised: givenFlag(raw, 'synchronised'),
    reachable: givenFlag(raw, 'reachable'),
    version: givenText(raw, 'version'),
    metadata: givenTexts(raw, 'metadata'),
    stargateEnabled: givenFlag(raw, 'stargateEnabled'),
    auditEnabled: givenFlag(raw, 'auditEnabled'),
    createdAt: givenInstant(raw, 'createdAt'),
    updatedAt: givenInstant(raw, 'updatedAt'),
    disabledAt: givenInstant(raw, 'disabledAt'),
    deletedAt: givenInstant(raw, 'deletedAt'),
    modules: givenList(raw, 'modules', parseModule),
    regionId: text(raw, 'regionID'),
  }
}

/** @param all disabled ones too, and deleted ones as long as they can be restored (formancehq/fctl v3.8.0, openapi/membership.yaml) */
export function listStacks(client: MembershipClient, organizationId: string, all = false): Listing<Stack> {
  const params = {path: {organizationId}, query: {all}}
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
  return readList(`list the modules of stack ${path.stackId}`, call, (body) => parseModule(fields(body)))
}

export function enableModule(client: MembershipClient, path: StackPlace, name: string): Promise<void> {
  const call = client.restOf(path.organizationId).POST(`${one}/modules`, {params: {path, query: {name}}})
  return readNothing(`enable module ${name} of stack ${path.stackId}`, call)
}

export function disableModule(client: MembershipClient, path: StackPlace, name: string): Promise<void> {
  const call = client.restOf(path.organizationId).DELETE(`${one}/modules`, {params: {path, query: {name}}})
  return readNothing(`disable module ${name} of stack ${path.stackId}`, call)
}
