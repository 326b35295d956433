import createClient, {type Client} from 'openapi-fetch'
import {CloudpremError} from '@cloudprem/core'
import * as v from 'valibot'
import {parseInfo, type Generation, type ServerInfo} from '../generation.js'
import type {paths as PathsOfGeneration2} from '../openapi/v2.js'
import type {paths as PathsOfGeneration3} from '../openapi/v3.js'
import type {Session} from '../session.js'
import {readAnswer} from './answer.js'
import {parseOrganization, parsePolicy, type Organization, type Policy, type Role} from './organization.js'

/** The whole of an organization's changeable part: Membership's PUT clears what is left out. */
export type OrganizationData =
  | {generation: 2; name: string; domain?: string; defaultOrganizationRole?: Role; defaultStackRole?: Role}
  | {generation: 3; name: string; domain?: string; defaultPolicyId?: number}

/** Membership's REST API for one logged-in user, either generation. */
export class MembershipClient {
  private readonly two: Client<PathsOfGeneration2>
  private readonly three: Client<PathsOfGeneration3>
  private info: Promise<ServerInfo | undefined> | undefined

  constructor(
    readonly session: Session,
    private readonly fetch: typeof globalThis.fetch,
    /** Told what was listed. */
    private readonly onOrganizations: (organizations: Organization[]) => Promise<void> = () => Promise.resolve(),
  ) {
    const options = {baseUrl: session.membershipUri, fetch: (request: Request) => fetch(request)}
    this.two = createClient<PathsOfGeneration2>(options)
    this.three = createClient<PathsOfGeneration3>(options)
  }

  /** Version and generation of the server, as `_info` tells them; undefined where it does not. */
  serverInfo(): Promise<ServerInfo | undefined> {
    this.info ??= readServerInfo(this.session.membershipUri, this.fetch, () => this.session.rootToken())
    return this.info
  }

  /**
   * The generation of the API: by version, else by what an organization looks like (`defaultPolicyID` is required in
   * generation 3, even when null).
   *
   * @throws CloudpremError `ORGANIZATION_MISSING` (exit 3) when there is neither a version nor an organization to tell by
   */
  async generation(): Promise<Generation> {
    const info = await this.serverInfo()
    if (info?.generation) return info.generation
    const raw = await this.readOrganizations((each) => each)
    if (raw.length === 0) {
      throw new CloudpremError({
        code: 'ORGANIZATION_MISSING',
        message: 'This login sees no organization',
        hint: 'cloudprem whoami',
      })
    }
    return raw.some((each) => typeof each === 'object' && each !== null && 'defaultPolicyID' in each) ? 3 : 2
  }

  /** Every organization the user belongs to, with owners. */
  async listOrganizations(): Promise<Organization[]> {
    const organizations = await this.readOrganizations(parseOrganization)
    await this.onOrganizations(organizations)
    return organizations
  }

  async readOrganization(organizationId: string): Promise<Organization> {
    const call = this.three.GET('/organizations/{organizationId}', {
      params: {path: {organizationId}, query: {expand: true}},
      headers: await this.authorization(organizationId),
    })
    return readAnswer(`read organization ${organizationId}`, call, parseOrganization)
  }

  /** Replaces the changeable part of an organization by `data`, whole. */
  async replaceOrganization(organizationId: string, data: OrganizationData): Promise<Organization> {
    const what = `update organization ${organizationId}`
    const params = {path: {organizationId}}
    const headers = await this.authorization(organizationId)
    const shared = {name: data.name, ...(data.domain !== undefined && {domain: data.domain})}
    if (data.generation === 2) {
      const body = {
        ...shared,
        ...(data.defaultOrganizationRole && {defaultOrganizationAccess: data.defaultOrganizationRole}),
        ...(data.defaultStackRole && {defaultStackAccess: data.defaultStackRole}),
      }
      return readAnswer(what, this.two.PUT('/organizations/{organizationId}', {params, headers, body}), parseOrganization)
    }
    const body = {...shared, defaultPolicyID: data.defaultPolicyId ?? null}
    return readAnswer(what, this.three.PUT('/organizations/{organizationId}', {params, headers, body}), parseOrganization)
  }

  /** The policies of an organization (generation 3). */
  async listPolicies(organizationId: string): Promise<Policy[]> {
    const call = this.three.GET('/organizations/{organizationId}/policies', {
      params: {path: {organizationId}},
      headers: await this.authorization(organizationId),
    })
    return readAnswer(`list the policies of ${organizationId}`, call, (data) =>
      v.parse(v.array(v.unknown()), data).map(parsePolicy),
    )
  }

  private async readOrganizations<T>(parse: (body: unknown) => T): Promise<T[]> {
    const call = this.three.GET('/organizations', {
      params: {query: {expand: true}},
      headers: bearer(await this.session.rootToken()),
    })
    return readAnswer('list the organizations', call, (data) => v.parse(v.array(v.unknown()), data).map(parse))
  }

  private async authorization(organizationId: string): Promise<{authorization: string}> {
    const generation = (await this.serverInfo())?.generation ?? (await this.generation())
    return bearer(generation === 3 ? await this.session.organizationToken(organizationId) : await this.session.rootToken())
  }
}

function bearer(token: string): {authorization: string} {
  return {authorization: `Bearer ${token}`}
}

/**
 * Reads `/_info`: without a token, since generation 3 asks for none and a login has none yet; with one where that is
 * refused. Undefined when the server has no such page; whoever asks then tells the generation otherwise.
 */
export async function readServerInfo(
  membershipUri: string,
  fetch: typeof globalThis.fetch,
  token?: () => Promise<string>,
): Promise<ServerInfo | undefined> {
  const read = async (headers: Record<string, string>) => fetch(`${membershipUri}/_info`, {headers})
  let response = await read({})
  if (response.status === 401 && token) response = await read(bearer(await token()))
  if (!response.ok) return undefined
  try {
    return parseInfo(await response.json())
  } catch {
    // Not JSON: some proxy's page. It says nothing about the generation.
    return undefined
  }
}
