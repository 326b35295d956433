import assert from 'node:assert/strict'
import {request as rawRequest} from 'node:http'
import {approve} from '@cloudprem/testing'
import {decode, ORGANIZATION_SCOPES, refresh, request, type Answer, type DeviceAuthorization, type Tokens} from './client.js'
import {GUIDE_SQL} from './guide.js'
import {startTestMembership, type TestMembership} from './membership.js'

/** One request as a real fctl sent it, and what came back. */
export interface Call {
  method: string
  path: string
  /** Another name of the server than 127.0.0.1. */
  host?: string
  query?: Record<string, string>
  form?: Record<string, string>
  json?: unknown
  /** `bearer`: the token that belongs to the path. */
  authorization?: string
  accept?: string
  userAgent: string
  status: number
  /** Keys that the body must have; more do no harm. */
  keys?: string[]
  /** The OAuth error code. */
  error?: string
  errorCode?: string
  /** Why `status` is another than was recorded. */
  differs?: string
}

/** A command and what had happened before it, beside the commands before it. */
export interface Step {
  command: string
  note?: string
  as?: 'admin' | 'bob' | 'eve'
  decision?: 'deny'
  given?: keyof Replay['circumstances']
  calls: Call[]
}

/** Whatever an answer of this API can hold that later requests need. */
type Body = Partial<DeviceAuthorization & Tokens & {error: string; errorCode: string; data: {id: string} | {id: string}[]}>

const EMAILS = {admin: 'admin@formance.com', bob: 'bob@example.net', eve: 'eve@example.com'}

/** Sends recorded requests, each with what the answers before it gave: tokens, codes, ids. */
export class Replay {
  /** What a step can be given; each makes it so. */
  readonly circumstances = {
    'the code has expired': () => {
      this.expireNextCode = true
      return Promise.resolve()
    },
    'the guide has seeded the database': async () => {
      if (!this.seeded) await this.membership.database.change(GUIDE_SQL)
      this.seeded = true
    },
    'the refresh token was used long ago': async () => {
      for (const name of ['loginRefreshToken', 'organizationRefreshToken']) {
        const token = this.values[name]
        if (token === undefined) continue
        assert.equal((await refresh(this.membership.uri, token)).status, 200)
        await this.age(token)
      }
    },
    'the refresh token is unknown': () => {
      for (const name of ['loginRefreshToken', 'organizationRefreshToken']) this.values[name] = `never-issued-${name}`
      return Promise.resolve()
    },
    'the region has the address of the sandbox': async () => {
      await this.membership.database.change('update membership.regions set base_url = $1', [new URL(this.membership.uri).origin])
    },
    'the server was reset': async () => {
      const {port} = this.membership
      await this.membership.stop()
      this.membership = await startTestMembership({api: this.api, port})
    },
  }

  private readonly values: Record<string, string> = {
    organizationScopes: ORGANIZATION_SCOPES,
    unknownRegion: '00000000-0000-4000-8000-000000000000',
  }
  /** Access tokens by person and organization; '' is the token of the login. */
  private readonly tokens: Record<string, string> = {}
  /** Where the login that waits can be approved; empty when it needs no click. */
  private page = ''
  private organization = ''
  private seeded = false
  private expireNextCode = false

  private constructor(
    private readonly api: 2 | 3,
    private membership: TestMembership,
  ) {}

  static async start(api: 2 | 3): Promise<Replay> {
    return new Replay(api, await startTestMembership({api}))
  }

  stop(): Promise<void> {
    return this.membership.stop()
  }

  async play({as = 'admin', given, decision, calls}: Step): Promise<void> {
    if (given) await this.circumstances[given]()
    for (const [index, call] of calls.entries()) {
      const isLastPoll = call.form?.['device_code'] !== undefined && call.error !== 'authorization_pending'
      if (isLastPoll && this.page !== '' && !this.expireNextCode)
        assert.equal(await approve(this.page, EMAILS[as], decision), 200)
      if (isLastPoll && this.expireNextCode) await this.expireCode()
      const answer = await this.send(call, as)
      this.compare(
        call,
        answer,
        `${index + 1}. ${call.method} ${call.path} answered ${answer.status} ${JSON.stringify(answer.body)}`,
      )
      this.learn(call, answer, as)
    }
  }

  private compare(call: Call, {status, body, headers}: Answer<Body>, told: string): void {
    assert.equal(status, call.status, told)
    if (status !== 204 && call.status !== 202) assert.match(headers.get('content-type') ?? '', /json/, told)
    if (call.error) assert.equal(body.error, call.error, told)
    if (call.errorCode) assert.equal(body.errorCode, call.errorCode, told)
    const keys = keysOf(body)
    assert.deepEqual(
      (call.keys ?? []).filter((key) => !keys.has(key)),
      [],
      told,
    )
  }

  private send(call: Call, person: string): Promise<Answer<Body>> {
    const url = new URL(this.fill(call.path), this.membership.uri)
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, this.fill(value))
    if (call.host) return requestAs(`${call.host}:${url.port}`, url)
    const organization = /^\/api\/organizations\/([^/]+)/.exec(url.pathname)?.[1] ?? ''
    const token =
      call.path === '/versions'
        ? this.values['stackToken']
        : (this.tokens[`${person} ${organization}`] ?? this.tokens[`${person} `])
    this.values['accessToken'] = this.tokens[`${person} `] ?? ''
    const form = call.form && Object.entries(call.form).map(([name, value]) => [name, this.fill(value)] as [string, string])
    return request<Body>(url.href, {
      method: call.method,
      headers: {
        'user-agent': call.userAgent,
        ...(call.accept && {accept: call.accept}),
        ...(call.authorization && {authorization: call.authorization === 'bearer' ? `Bearer ${token}` : call.authorization}),
        ...(call.json !== undefined && {'content-type': 'application/json'}),
      },
      ...(form && {body: new URLSearchParams(form)}),
      ...(call.json !== undefined && {body: this.fill(JSON.stringify(call.json))}),
    })
  }

  /** Keeps of an answer what later requests have in them. */
  private learn(call: Call, {body, status}: Answer<Body>, person: string): void {
    if (call.path.endsWith('/device_authorization')) {
      this.values['deviceCode'] = body.device_code ?? ''
      this.values['userCode'] = body.user_code ?? ''
      this.organization = this.fill(call.form?.['organization_id'] ?? '')
      // Whoever brings an ID token need not click.
      this.page = call.form?.['id_token_hint'] ? '' : (body.verification_uri_complete ?? '')
    }
    if (call.path.endsWith('/oauth/token') && status === 200) this.learnTokens(call, body, person)
    const listed = Array.isArray(body.data) ? body.data[0]?.id : undefined
    if (call.method === 'GET' && call.path.endsWith('/regions') && listed) this.values['region'] ??= listed
    if (call.method !== 'POST' || status >= 400) return
    const name = {organizations: 'secondOrg', invitations: 'invitation', stacks: 'stack'}[call.path.split('/').at(-1) ?? '']
    if (name && body.data && 'id' in body.data) this.values[name] = body.data.id
  }

  private learnTokens({form}: Call, body: Body, person: string): void {
    const grant = form?.['grant_type'] ?? ''
    if (/token-exchange|jwt-bearer/.test(grant)) {
      this.values['stackToken'] = body.access_token ?? ''
      return
    }
    const renewed = /^\{(login|organization)RefreshToken\}$/.exec(form?.['refresh_token'] ?? '')?.[1]
    const organization = renewed === 'login' ? '' : renewed ? (this.values['org'] ?? '') : this.organization
    this.tokens[`${person} ${organization}`] = body.access_token ?? ''
    this.values[organization === '' ? 'loginRefreshToken' : 'organizationRefreshToken'] = body.refresh_token ?? ''
    if (organization !== '') return
    this.values['idToken'] = body.id_token ?? ''
    if (person === 'admin') this.values['org'] ??= (decode(body.id_token ?? '')['org'] as {id: string}[])[0]?.id ?? ''
  }

  private fill(text: string): string {
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = this.values[name]
      assert.ok(value !== undefined, `nothing is known of {${name}} yet`)
      return value
    })
  }

  private async expireCode(): Promise<void> {
    this.expireNextCode = false
    await this.membership.database.change(
      `update sandbox_oidc.records set payload = jsonb_set(payload, '{exp}', '1') where model = 'DeviceCode' and id = $1`,
      [this.values['deviceCode']],
    )
  }

  private async age(refreshToken: string): Promise<void> {
    await this.membership.database.change(
      `update sandbox_oidc.records set consumed_at = now() - interval '11 seconds' where model = 'RefreshToken' and id = $1`,
      [refreshToken],
    )
  }
}

/** fetch sets Host itself. */
function requestAs(host: string, {hostname, port, pathname}: URL): Promise<Answer<Body>> {
  return new Promise((resolve, reject) => {
    rawRequest({hostname, port, path: pathname, headers: {host}}, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        const headers = new Headers({'content-type': response.headers['content-type'] ?? ''})
        resolve({status: response.statusCode ?? 0, headers, body: JSON.parse(text) as Body})
      })
    })
      .on('error', reject)
      .end()
  })
}

/** Every key of a JSON value with the way to it: `data[].owner.email`. */
function keysOf(value: unknown, before = ''): Set<string> {
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...keysOf(each, `${before}[]`)]))
  if (value === null || typeof value !== 'object') return new Set()
  return new Set(
    Object.entries(value).flatMap(([key, inner]) => {
      const way = before === '' ? key : `${before}.${key}`
      return [way, ...keysOf(inner, way)]
    }),
  )
}
