import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {existsSync, readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA, STRICT_SCHEMA} from '../../membership-schema.js'
import {rowsOf, unwrapped} from './run-seed.js'

const SECOND = firstLogin('secondorgani', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02')
const [EU, US] = ['2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55', '2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a56']
const FILLED = `
  insert into membership.regions (id, base_url, name, creator_id, created_at, production, active) values
    ('${EU}', 'https://eu.example', 'eu', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a01', now(), true, true),
    ('${US}', 'https://us.example', 'yes', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02', now(), true, true);
  insert into membership.stacks (
    name, organization_id, id, region_id, created_at, updated_at, stargate_enabled, client_secret, state, status, expected_status
  ) values
    ('Grüße "an" alle: #1', 'qwertyuiopas', 'demo', '${EU}', now(), now(), false, 'secret-of-demo-1', 'ACTIVE', 'READY', 'READY'),
    ('12', 'secondorgani', 'other', '${US}', now(), now(), false, 'secret-of-other-2', 'ACTIVE', 'READY', 'READY'),
    ('gone', 'secondorgani', 'gone', '${US}', now(), now(), false, 'secret-of-gone-3', 'DELETED', 'READY', 'READY')`

describe('cloudprem db export', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const run = (database: TestDatabase, command: string, ...args: string[]): Promise<CliResult> =>
    runCli(['db', command, ...args, '--dsn', database.dsnFile], {home: temporaryFolder()})

  for (const [title, schema] of Object.entries({'ids as text': PLAIN_SCHEMA, 'uuids and enums': STRICT_SCHEMA})) {
    it(`writes a file that brings the same rows into another Membership, secrets too when asked: ${title}`, async () => {
      const full = await databases.create(schema, firstLogin(), SECOND, FILLED)
      const file = path.join(temporaryFolder(), 'seed.yaml')
      const exported = await run(full, 'export', '-o', file, '--with-client-secrets')
      assert.equal(exported.exitCode, 0, exported.stderr)
      assert.equal(statSync(file).mode & 0o777, 0o600)
      assert.match(unwrapped(exported), /1 rows are left out/)
      assert.doesNotMatch(exported.stdout + exported.stderr, /secret-of/)

      const empty = await databases.create(schema, firstLogin(), SECOND)
      const seeded = await run(empty, 'seed', '--file', file)
      assert.equal(seeded.exitCode, 0, seeded.stderr)
      const withoutTimes = async (database: TestDatabase) => {
        const {regions, stacks} = await rowsOf(database)
        const times = {created_at: null, updated_at: null, seq: null}
        const active = stacks.filter((stack) => stack['state'] === 'ACTIVE')
        return [...regions, ...active].map((row) => ({...row, ...times}))
      }
      assert.deepEqual(await withoutTimes(empty), await withoutTimes(full))

      // And the one that it came from has all of it.
      assert.match((await run(full, 'seed', '--file', file)).stdout, /Nothing to do/)
      const status = await run(full, 'status', '--file', file, '--exit-code')
      assert.equal(status.exitCode, 0, status.stdout + status.stderr)
      assert.match(status.stdout, /Drift: none/)
    })
  }

  it('prints the file without secrets, and why a row is left out', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), SECOND, FILLED)
    await database.sql('update membership.organizations set owner_id = null where id = $1', ['secondorgani'])
    await database.sql(`update membership.stacks set name = $1 where id = 'other'`, ['\u001b[2J\u202e'])
    const {exitCode, stdout, stderr} = await run(database, 'export')
    assert.equal(exitCode, 0, stderr)
    assert.equal(
      stdout,
      `# yaml-language-server: $schema=https://unpkg.com/@cloudprem/plugin-db/seed.schema.json
# Written by cloudprem db export; cloudprem db seed --file brings it into a database.
regions:
  - name: "eu"
    baseUrl: "https://eu.example"
    id: "${EU}"
    organization: "qwertyuiopas"
  - name: "yes"
    baseUrl: "https://us.example"
    id: "${US}"
    # its creator owns no organization; a seed makes it in the name of another
stacks:
  - organization: "qwertyuiopas"
    id: "demo"
    name: "Grüße \\"an\\" alle: #1"
    region: "eu"
  # left out: stack gone of organization secondorgani: its state is DELETED
  # left out: stack other of organization secondorgani: its name has a control character in it
`,
    )
  })

  it('writes one organization alone when it is named', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), SECOND, FILLED)
    const {stdout} = await run(database, 'export', '--organization', 'qwertyuiopas')
    assert.match(stdout, /id: "demo"/)
    assert.doesNotMatch(stdout, /other|gone/)
  })

  it('does not print secrets, and does not replace a file', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), FILLED)
    const printed = await run(database, 'export', '--with-client-secrets')
    assert.equal(printed.exitCode, 2)
    assert.doesNotMatch(printed.stdout, /secret-of/)
    const file = path.join(temporaryFolder(), 'seed.yaml')
    assert.equal((await run(database, 'export', '-o', file)).exitCode, 0)
    assert.doesNotMatch(readFileSync(file, 'utf8'), /secret-of/)
    const again = await run(database, 'export', '-o', file)
    assert.equal(again.exitCode, 2)
    assert.match(again.stderr, /FILE_EXISTS/)
  })

  it('leaves no file behind when the database is not one of Membership', async () => {
    const database = await databases.create()
    const file = path.join(temporaryFolder(), 'seed.yaml')
    const result = await run(database, 'export', '-o', file)
    assert.equal(result.exitCode, 3)
    assert.match(result.stderr, /DATABASE_NOT_MIGRATED/)
    assert.ok(!existsSync(file))
  })
})
