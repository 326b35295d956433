import * as v from 'valibot'
import {readAnswer, readList, readNothing} from './answer.js'
import {given, instant, madeSecret} from './fields.js'
import type {Listing} from './listing.js'
import type {MembershipClient} from './membership-client.js'

const regionSchema = v.pipe(
  v.object({
    id: v.string(),
    name: v.string(),
    /** Stacks live at `https://ORGANIZATION-STACK.` and its host. */
    baseUrl: v.string(),
    /** Told by the agent when it connects; a region seeded into the database has none. */
    active: v.boolean(),
    createdAt: given(instant),
    lastPing: given(instant),
    /** No organization owns it. */
    public: v.optional(v.boolean(), false),
    production: given(v.boolean()),
    organizationID: given(v.string()),
    creator: given(v.object({id: v.string(), email: v.string()})),
    version: given(v.string()),
    outdated: given(v.boolean()),
    capabilities: given(v.record(v.string(), v.nullable(v.array(v.string())))),
    secret: given(madeSecret),
  }),
  v.transform(({organizationID, creator, ...region}) => ({
    ...region,
    organizationId: organizationID,
    creatorEmail: creator?.email,
  })),
)

/** Where stacks run: one cluster, as Membership knows it. */
export type Region = v.InferOutput<typeof regionSchema>

const parseRegion = (body: unknown) => v.parse(regionSchema, body)

/** Public ones and the organization's own. */
export function listRegions(client: MembershipClient, organizationId: string): Listing<Region> {
  const params = {path: {organizationId}}
  const call = () => client.restOf(organizationId).GET('/organizations/{organizationId}/regions', {params, parseAs: 'stream'})
  return readList(`list the regions of ${organizationId}`, call, parseRegion)
}

export function readRegion(client: MembershipClient, organizationId: string, regionID: string): Promise<Region> {
  const params = {path: {organizationId, regionID}}
  const call = client.restOf(organizationId).GET('/organizations/{organizationId}/regions/{regionID}', {params})
  return readAnswer(`read region ${regionID}`, call, parseRegion)
}

/** Makes a private region; its `secret.clear` is what the agent logs in with, told only now. */
export function createRegion(client: MembershipClient, organizationId: string, name: string): Promise<Region> {
  const params = {path: {organizationId}}
  const call = client.restOf(organizationId).POST('/organizations/{organizationId}/regions', {params, body: {name}})
  return readAnswer(`create region ${name}`, call, parseRegion)
}

/** Private ones only. */
export function deleteRegion(client: MembershipClient, organizationId: string, regionID: string): Promise<void> {
  const params = {path: {organizationId, regionID}}
  const call = client.restOf(organizationId).DELETE('/organizations/{organizationId}/regions/{regionID}', {params})
  return readNothing(`delete region ${regionID}`, call)
}

const versionSchema = v.object({
  name: v.string(),
  versions: v.record(v.string(), v.string()),
  deprecated: given(v.boolean()),
})

/** A version of Formance's modules that a region offers. */
export type RegionVersion = v.InferOutput<typeof versionSchema>

export function listRegionVersions(client: MembershipClient, organizationId: string, regionID: string): Listing<RegionVersion> {
  const params = {path: {organizationId, regionID}}
  const call = () =>
    client.restOf(organizationId).GET('/organizations/{organizationId}/regions/{regionID}/versions', {params, parseAs: 'stream'})
  return readList(`list the versions of region ${regionID}`, call, (body) => v.parse(versionSchema, body))
}
