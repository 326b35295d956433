import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {approve} from '@cloudprem/testing'
import {decode, ORGANIZATION_SCOPES, request, type Answer, type DeviceAuthorization, type Tokens} from '../support/client.js'
import {GUIDE_SQL} from '../support/guide.js'
import {startTestMembership, type TestMembership} from '../support/membership.js'

/** One request as a real fctl sent it, and what it was content with. */
interface Call {
  method: string
  path: string
  query?: Record<string, string>
  form?: Record<string, string>
  json?: unknown
  /** `bearer`: the token that belongs to the path. */
  authorization?: string
  status: number
  /** Keys that the body must have; more do no harm. */
  keys?: string[]
  /** The OAuth error code. */
  error?: string
}

/** Whatever an answer of this API can hold that later requests need. */
type Body = Partial<DeviceAuthorization & Tokens & {error: string; data: {id: string} | {id: string}[]}>

interface Step {
  command: string
  as?: 'bob' | 'eve'
  calls: Call[]
}

const EMAILS = {admin: 'admin@formance.com', bob: 'bob@example.net', eve: 'eve@example.com'}

// The fixtures are conversations that fctl 2.10.1 and 3.8.0, built from formancehq/fctl, had with another stand-in.
for (const [version, api] of [
  ['2.10.1', 2],
  ['3.8.0', 3],
] as const) {
  describe(`what fctl ${version} asks for, command by command`, function () {
    this.timeout(60_000)
    const steps = JSON.parse(readFileSync(new URL(`../fixtures/fctl-${version}.json`, import.meta.url), 'utf8')) as Step[]
    let membership: TestMembership
    let replay: Replay
    before(async () => {
      membership = await startTestMembership({api})
      replay = new Replay(membership)
    })
    after(() => membership?.stop())

    for (const {command, as = 'admin', calls} of steps) {
      it(command, async () => {
        for (const call of calls) await replay.play(call, as)
        // The recording has the guide's rows from its first list of regions on.
        if (command === 'fctl cloud regions list') await replay.seed()
      })
    }
  })
}

class Replay {
  private readonly values: Record<string, string> = {
    organizationScopes: ORGANIZATION_SCOPES,
    unknownRegion: '00000000-0000-4000-8000-000000000000',
  }
  /** Access tokens by person and organization; '' is the token of the login. */
  private readonly tokens: Record<string, string> = {}
  private page = ''
  private organization = ''
  private seeded = false

  constructor(private readonly membership: TestMembership) {
    this.values['host'] = new URL(membership.uri).host
  }

  async seed(): Promise<void> {
    if (this.seeded) return
    this.seeded = true
    await this.membership.database.change(GUIDE_SQL)
  }

  async play(call: Call, person: keyof typeof EMAILS): Promise<void> {
    const ends = call.form?.['device_code'] !== undefined && call.status === 200
    if (ends && this.page !== '') assert.equal(await approve(this.page, EMAILS[person]), 200)

    const answer = await this.send(call, person)
    const told = `${call.method} ${call.path} answered ${JSON.stringify(answer.body)}`
    assert.equal(answer.status, call.status, told)
    if (call.status !== 204) assert.match(answer.headers.get('content-type') ?? '', /json/, told)
    if (call.error) assert.equal(answer.body.error, call.error)
    const keys = keysOf(answer.body)
    assert.deepEqual(
      (call.keys ?? []).filter((key) => !keys.has(key)),
      [],
      told,
    )
    this.learn(call, answer, person)
  }

  private send(call: Call, person: string): Promise<Answer<Body>> {
    const url = new URL(this.fill(call.path), this.membership.uri)
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, this.fill(value))
    const organization = /^\/api\/organizations\/([^/]+)/.exec(url.pathname)?.[1] ?? ''
    const token = this.tokens[`${person} ${organization}`] ?? this.tokens[`${person} `]
    const form = call.form && Object.entries(call.form).map(([name, value]) => [name, this.fill(value)] as [string, string])
    return request<Body>(url.href, {
      method: call.method,
      headers: {
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
      this.organization = this.fill(call.form?.['organization_id'] ?? '')
      // Whoever brings an ID token need not click.
      this.page = call.form?.['id_token_hint'] ? '' : (body.verification_uri_complete ?? '')
    }
    if (call.path.endsWith('/oauth/token') && status === 200) {
      this.tokens[`${person} ${this.organization}`] = body.access_token ?? ''
      this.values['refreshToken'] = body.refresh_token ?? ''
      if (this.organization === '') {
        this.values['idToken'] = body.id_token ?? ''
        if (person === 'admin') this.values['org'] ??= (decode(body.id_token ?? '')['org'] as {id: string}[])[0]?.id ?? ''
      }
    }
    const listed = Array.isArray(body.data) ? body.data[0]?.id : undefined
    if (call.method === 'GET' && call.path.endsWith('/regions') && listed) this.values['region'] ??= listed
    if (call.method !== 'POST' || status >= 400) return
    const name = {organizations: 'secondOrg', invitations: 'invitation', stacks: 'stack'}[call.path.split('/').at(-1) ?? '']
    if (name && body.data && 'id' in body.data) this.values[name] = body.data.id
  }

  private fill(text: string): string {
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = this.values[name]
      assert.ok(value !== undefined, `nothing is known of {${name}} yet`)
      return value
    })
  }
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
