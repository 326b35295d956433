import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'
import {GUIDE_SQL} from '../support/guide.js'
import type {Step} from '../support/replay.js'
import {differences, exchangesOfFctl, exchangesOfOurs} from '../support/traffic.js'
import {reasonFor} from './reasons.js'
import {ROWS, type Row} from './rows.js'

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))
const recorder = fileURLToPath(new URL('../support/record-fetch.cjs', import.meta.url))

// differences.json has every difference that is wanted, by version and command; reasons.ts tells why.
for (const [version, api] of [
  ['2.10.1', 2],
  ['3.8.0', 3],
] as const) {
  describe(`what cloudprem asks of a Membership, beside fctl ${version}`, function () {
    this.timeout(120_000)
    const {steps} = read(`../fixtures/fctl-${version}.json`) as {steps: Step[]}
    const listed = (read('./differences.json') as Record<string, Record<string, string[]>>)[version] ?? {}
    const folder = temporaryFolder()
    const [home, recorded] = [path.join(folder, 'user'), path.join(folder, 'traffic.jsonl')]
    const env = {NODE_OPTIONS: `--require ${recorder}`, RECORDED_TRAFFIC: recorded}
    const ids = new Map<string, string>()
    let sandbox: TestSandbox

    before(async () => {
      sandbox = await startSandbox({api, home: path.join(folder, 'server')})
    })
    after(() => sandbox?.stop())

    const circumstances: Record<NonNullable<Row['given']>, () => Promise<void> | void> = {
      seeded: async () => {
        await inDatabase(sandbox.dsn, GUIDE_SQL)
        await learn('regions', '{region}')
      },
      'login ended': () => changeLogin(home, (login) => (login.expiresAtMs = 0)),
      'organization ended': () => changeLogin(home, (_, tokens) => (tokens.expiresAtMs = 0)),
      'organization unknown': () =>
        changeLogin(home, (_, tokens) => Object.assign(tokens, {expiresAtMs: 0, refreshToken: 'never-issued'})),
    }

    for (const {fctl, ours, note = '', given} of ROWS) {
      const theirs = fctl[api]
      if (theirs === undefined) continue
      it(`cloudprem ${ours} differs from what ${theirs} sends as listed, and in nothing else`, async () => {
        if (given) await circumstances[given]()
        const words = [...ids].reduce((line, [id, name]) => line.replaceAll(name, id), ours).split(' ')
        const {membershipUri} = sandbox
        const result = await (ours === 'login'
          ? logIn({home, env, membershipUri, email: 'admin@formance.com'})
          : runCli(words, {home, env}))
        assert.equal(result.exitCode, 0, result.stdout + result.stderr)
        if (ours === 'login') await learn('organizations', '{org}')
        const step = steps.find((each) => each.command === theirs && (each.note ?? '').startsWith(note))
        assert.ok(step, 'fctl was recorded with it')
        const found = differences(exchangesOfFctl(step.calls), exchangesOfOurs(recorded, ids))
        assert.deepEqual(found, listed[ours] ?? [])
        assert.deepEqual(
          found.filter((each) => reasonFor(each) === undefined),
          [],
          'every difference has a reason',
        )
      })
    }

    /** Only one of each exists by then. */
    async function learn(table: 'organizations' | 'regions', name: string): Promise<void> {
      const [row] = await inDatabase(sandbox.dsn, `select id from membership.${table}`)
      ids.set(String(row?.['id']), name)
    }
  })
}

interface Tokens {
  expiresAtMs: number
  refreshToken: string
}

/** Changes what is stored of the login and of the one organization that has a token. */
function changeLogin(home: string, change: (login: Tokens, organization: Tokens) => void): void {
  const file = path.join(home, '.config/cloudprem/credentials.json')
  const stored = JSON.parse(readFileSync(file, 'utf8')) as {
    credentials: {default: Tokens & {organizations?: Record<string, Tokens>}}
  }
  const login = stored.credentials.default
  change(login, Object.values(login.organizations ?? {})[0] ?? {expiresAtMs: 0, refreshToken: ''})
  writeFileSync(file, JSON.stringify(stored))
}

async function inDatabase(dsn: string, sql: string): Promise<Record<string, unknown>[]> {
  const {Client} = await import('pg')
  const client = new Client({connectionString: dsn})
  await client.connect()
  try {
    const result = await client.query<Record<string, unknown>>(sql)
    return result.rows ?? []
  } finally {
    await client.end()
  }
}
