import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {logIn, runCli, startSandbox, temporaryFolder, type TestSandbox} from '@cloudprem/testing'
import {GUIDE_SQL} from '../support/guide.js'
import type {Step} from '../support/replay.js'
import {differences, exchangesOfFctl, exchangesOfOurs} from '../support/traffic.js'
import {reasonFor} from './reasons.js'
import {ROWS} from './rows.js'

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

    for (const {fctl, ours, seedFirst} of ROWS) {
      const theirs = fctl[api]
      if (theirs === undefined) continue
      it(`cloudprem ${ours} differs from what ${theirs} sends as listed, and in nothing else`, async () => {
        if (seedFirst) await inDatabase(sandbox.dsn, GUIDE_SQL)
        if (seedFirst) await learn('regions', '{region}')
        const words = [...ids].reduce((line, [id, name]) => line.replaceAll(name, id), ours).split(' ')
        const {membershipUri} = sandbox
        const result = await (ours === 'login'
          ? logIn({home, env, membershipUri, email: 'admin@formance.com'})
          : runCli(words, {home, env}))
        assert.equal(result.exitCode, 0, result.stdout + result.stderr)
        if (ours === 'login') await learn('organizations', '{org}')
        const step = steps.find(({command}) => command === theirs)
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
