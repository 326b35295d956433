import createClient, {type Client} from 'openapi-fetch'
import {CloudpremError} from '@cloudprem/core'
import {parseInfo, type Generation, type ServerInfo} from '../generation.js'
import type {paths as PathsOfGeneration2} from '../openapi/v2.js'
import type {paths as PathsOfGeneration3} from '../openapi/v3.js'
import type {Session} from '../session.js'
import {readList} from './answer.js'

/** The calls of generation 3, as published. Most are the same in generation 2. */
export type Rest = Client<PathsOfGeneration3>
/** Those of generation 2, for what only it has: roles. */
export type RestWithRoles = Client<PathsOfGeneration2>

/** What a client hears of earlier commands, and tells later ones. */
export interface ClientMemory {
  /** Told which organizations were listed, for whoever asks without the net. */
  onOrganizations?: (organizations: {id: string; name: string}[]) => Promise<void>
  /** The generation as it was found before. */
  knownGeneration?: Generation
  rememberGeneration?: (generation: Generation) => Promise<void>
}

/**
 * Membership's REST API for one logged-in user, either generation: knows which it is, and which token each call needs. The
 * calls themselves are the functions beside this file, one file for each kind of thing.
 */
export class MembershipClient {
  private info: Promise<ServerInfo | undefined> | undefined
  private told: Promise<Generation> | undefined
  /** Whether the generation is only what an earlier command found. */
  private isFromMemory: boolean

  constructor(
    readonly session: Session,
    private readonly fetch: typeof globalThis.fetch,
    readonly memory: ClientMemory = {},
  ) {
    if (memory.knownGeneration) this.told = Promise.resolve(memory.knownGeneration)
    this.isFromMemory = memory.knownGeneration !== undefined
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
  generation(): Promise<Generation> {
    this.told ??= this.tellGeneration().then(async (generation) => {
      await this.memory.rememberGeneration?.(generation)
      return generation
    })
    return this.told
  }

  /**
   * Compares an organization as it came with what is known of the server.
   *
   * @throws CloudpremError `MEMBERSHIP_GENERATION_CHANGED` (exit 5); what is right is remembered
   */
  async checkGeneration(body: unknown): Promise<void> {
    const isOf = generationOf(body)
    if (isOf && this.isFromMemory && isOf !== (await this.generation())) await this.forgetGeneration(isOf)
  }

  /** For calls about the user, and in generation 2 about everything: with the token of the login. */
  get rest(): Rest {
    return createClient<PathsOfGeneration3>(this.options(() => this.session.rootToken()))
  }

  /** For calls about one organization: with its own token in generation 3. */
  restOf(organizationId: string): Rest {
    return createClient<PathsOfGeneration3>(this.options(() => this.tokenOf(organizationId)))
  }

  /** The same in the words of generation 2. */
  restWithRoles(organizationId: string): RestWithRoles {
    return createClient<PathsOfGeneration2>(this.options(() => this.tokenOf(organizationId)))
  }

  private async tokenOf(organizationId: string): Promise<string> {
    return (await this.generation()) === 3 ? this.session.organizationToken(organizationId) : this.session.rootToken()
  }

  private async tellGeneration(): Promise<Generation> {
    const info = await this.serverInfo()
    if (info?.generation) return info.generation
    const list = () => this.rest.GET('/organizations', {params: {query: {expand: true}}, parseAs: 'stream'})
    for await (const batch of readList('list the organizations', list, (each) => each)) {
      if (batch.length > 0) return batch.some((each) => generationOf(each) === 3) ? 3 : 2
    }
    throw new CloudpremError({
      code: 'ORGANIZATION_MISSING',
      message: 'This login sees no organization',
      hint: 'cloudprem whoami',
    })
  }

  private options(token: () => Promise<string>) {
    const headers = {accept: 'application/json'}
    return {baseUrl: this.session.membershipUri, headers, fetch: (request: Request) => this.send(request, token)}
  }

  /** A token may be refused although its time is not over: clocks differ, keys change. A newer one gets one more try. */
  private async send(request: Request, token: () => Promise<string>): Promise<Response> {
    const once = request.clone()
    const first = await token()
    request.headers.set('authorization', `Bearer ${first}`)
    const response = await this.fetch(request)
    if (response.status >= 400 && response.status < 500) await this.verifyGeneration()
    if (response.status !== 401) return response
    once.headers.set('authorization', `Bearer ${await this.session.rejected(first)}`)
    await response.body?.cancel()
    return this.fetch(once)
  }

  /** A request that was refused may have been one of the wrong generation, where that is only what an earlier command found. */
  private async verifyGeneration(): Promise<void> {
    if (!this.isFromMemory) return
    const now = (await this.serverInfo())?.generation
    this.isFromMemory = false
    if (now !== undefined && now !== (await this.generation())) await this.forgetGeneration(now)
  }

  private async forgetGeneration(now: Generation): Promise<never> {
    const before = await this.generation()
    await this.memory.rememberGeneration?.(now)
    throw new CloudpremError({
      code: 'MEMBERSHIP_GENERATION_CHANGED',
      message: `Membership speaks API ${now}.x now; it was ${before}.x when it was last asked`,
      reason: `${now === 3 ? 'Policies took the place of roles' : 'It has roles, not policies'}. This is remembered from now on.`,
      hint: 'the same command again',
      details: {before, now},
    })
  }
}

/** What an organization tells of the generation: the policy is required in generation 3, even when null. */
function generationOf(organization: unknown): Generation | undefined {
  if (typeof organization !== 'object' || organization === null) return undefined
  if ('defaultPolicyID' in organization) return 3
  return 'defaultOrganizationAccess' in organization || 'defaultStackAccess' in organization ? 2 : undefined
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
  if (response.status === 401 && token) response = await read({authorization: `Bearer ${await token()}`})
  if (!response.ok) return undefined
  try {
    return parseInfo(await response.json())
  } catch {
    // Not JSON: some proxy's page. It says nothing about the generation.
    return undefined
  }
}
