import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {parse} from 'yaml'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, GUIDE_STATEMENTS, PLAIN_SCHEMA, STRICT_SCHEMA} from '../../membership-schema.js'
import {compared} from '../../postgres/support/compare-rows.js'
import {BASE_URL, NO_ROWS, rowsOf, seed, unwrapped} from './run-seed.js'

const hasPsql = spawnSync('psql', ['--version']).status === 0

/** `cloudprem db render`, and the file that it wrote. */
async function render(args: string[]): Promise<{result: CliResult; file: string}> {
  const folder = temporaryFolder()
  const file = path.join(folder, 'rendered')
  return {result: await runCli(['db', 'render', ...args, '-o', file], {home: folder}), file}
}

describe('cloudprem db render --as sql', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  /** psql as a person runs the script, who has a psqlrc that is in the way. */
  const psql = (database: TestDatabase, file: string) => {
    const home = temporaryFolder()
    writeFileSync(path.join(home, '.psqlrc'), '\\set AUTOCOMMIT off\n\\set name poisoned\n')
    return spawnSync('psql', ['--file', file, database.dsn], {
      encoding: 'utf8',
      env: {PATH: process.env['PATH'], HOME: home, PGCLIENTENCODING: 'LATIN1'},
    })
  }
  const only = function (this: Mocha.Context) {
    if (!hasPsql) this.skip()
  }

  describe('run by psql', () => {
    before(only)

    for (const [title, schema] of Object.entries({'ids as text': PLAIN_SCHEMA, 'uuids and enums': STRICT_SCHEMA})) {
      it(`writes the rows of the guide, and nothing the second time: ${title}`, async () => {
        const guide = await databases.create(schema, firstLogin(), GUIDE_STATEMENTS)
        const database = await databases.create(schema, firstLogin())
        const {result, file} = await render(['--as', 'sql', '--base-url', BASE_URL])
        assert.equal(result.exitCode, 0, result.stderr)

        const first = psql(database, file)
        assert.equal(first.status, 0, first.stderr)
        assert.match(first.stdout, /qwertyuiopas +\| +demo/)
        const rows = await compared(database)
        // A column that counts has counted both.
        const expected = await compared(guide)
        assert.deepEqual(rows, expected)

        const before = await rowsOf(database)
        const second = psql(database, file)
        assert.equal(second.status, 0, second.stderr)
        assert.match(second.stderr, /1 regions and 1 stacks asked for, 0 and 0 created/)
        assert.deepEqual(await rowsOf(database), before)
        // And db seed agrees with it.
        assert.match((await seed(database)).stdout, /Nothing to do/)
      })
    }

    it('stores names of any letters as they are', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const name = `a'b"c\\d $$; $asked$ $cloudprem$ :name \u{1F469}\u200D\u{1F467} d\u0435fault`
      const {file} = await render(['--as', 'sql', '--base-url', BASE_URL, '--region', name, '--stack-name', name])
      const ran = psql(database, file)
      assert.equal(ran.status, 0, ran.stderr)
      const {regions, stacks} = await rowsOf(database)
      assert.deepEqual([regions[0]?.['name'], stacks[0]?.['name']], [name, name])
    })

    it('runs a whole seed file', async () => {
      const database = await databases.create(
        PLAIN_SCHEMA,
        firstLogin(),
        firstLogin('secondorgani', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02'),
      )
      const seedFile = path.join(temporaryFolder(), 'seed.yaml')
      writeFileSync(
        seedFile,
        `regions:
  - {name: eu, baseUrl: "https://eu.example", organization: qwertyuiopas}
  - {name: us, baseUrl: "https://us.example", organization: secondorgani}
stacks:
  - {organization: qwertyuiopas, id: one, name: one, region: eu}
  - {organization: secondorgani, id: two, name: two, region: us}
`,
      )
      const {file} = await render(['--as', 'sql', '--file', seedFile])
      const ran = psql(database, file)
      assert.equal(ran.status, 0, ran.stderr)
      const again = await runCli(['db', 'seed', '--file', seedFile, '--dsn', database.dsnFile], {home: temporaryFolder()})
      assert.match(again.stdout, /Nothing to do/)
    })

    const REFUSALS: Record<string, {statements: string[]; args?: string[]; says: RegExp}> = {
      'there are several organizations and none is named': {
        statements: [firstLogin('secondorgani', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02')],
        says: /There are 2 organizations and none is named[^]*qwertyuiopas, secondorgani/,
      },
      'the named organization is not there': {
        statements: [],
        args: ['--organization', 'nowhere'],
        says: /There is no organization nowhere/,
      },
      'the region has another base URL': {
        statements: [`insert into membership.regions values ('r', 'https://other.example', 'default', null, now(), true, true)`],
        says: /Region default \(https:\/\/formance\.example\) contradicts one that is there[^]*other\.example/,
      },
      'the stack has another name': {
        statements: [
          `insert into membership.stacks values ('other', 'qwertyuiopas', 'demo', 'r', now(), now(), false, 's', 'ACTIVE', 'READY', 'READY')`,
        ],
        says: /Stack demo of organization qwertyuiopas is not as asked/,
      },
      'a column is required and unknown': {
        statements: ['alter table membership.stacks add column tier text not null'],
        says: /required and unknown: stacks\.tier/,
      },
      'Membership has not made its tables': {
        statements: ['alter table membership.stacks drop column expected_status'],
        says: /missing: stacks\.expected_status/,
      },
    }
    for (const [when, {statements, args = [], says}] of Object.entries(REFUSALS)) {
      it(`stops with everything as it was when ${when}`, async () => {
        const database = await databases.create(PLAIN_SCHEMA, firstLogin(), ...statements)
        const before = await rowsOf(database)
        const {file} = await render(['--as', 'sql', '--base-url', BASE_URL, ...args])
        const ran = psql(database, file)
        assert.equal(ran.status, 3, ran.stderr)
        assert.match(ran.stderr, says)
        assert.deepEqual(await rowsOf(database), before)
      })
    }

    it('stops with everything as it was before the first login', async () => {
      const database = await databases.create(PLAIN_SCHEMA)
      const {file} = await render(['--as', 'sql', '--base-url', BASE_URL])
      const ran = psql(database, file)
      assert.equal(ran.status, 3)
      assert.match(ran.stderr, /There is no organization yet/)
      assert.deepEqual(await rowsOf(database), NO_ROWS)
    })
  })

  it('writes a chosen client secret into a file of its own only', async () => {
    const folder = temporaryFolder()
    writeFileSync(path.join(folder, 'secret'), 'chosen-secret-4711')
    const args = ['--as', 'sql', '--base-url', BASE_URL, '--client-secret', `@${path.join(folder, 'secret')}`]
    const printed = await runCli(['db', 'render', ...args], {home: folder})
    assert.equal(printed.exitCode, 2)
    assert.match(unwrapped(printed), /name a file for it/)
    const {result, file} = await render(args)
    assert.equal(result.exitCode, 0, result.stderr)
    assert.doesNotMatch(result.stdout + result.stderr, /chosen-secret/)
    assert.match(readFileSync(file, 'utf8'), /chosen-secret-4711/)
    assert.equal(statSync(file).mode & 0o777, 0o600)
  })

  it('does not replace a file', async () => {
    const {file} = await render(['--as', 'sql', '--base-url', BASE_URL])
    const again = await runCli(['db', 'render', '--as', 'sql', '--base-url', BASE_URL, '-o', file], {home: temporaryFolder()})
    assert.equal(again.exitCode, 2)
    assert.match(again.stderr, /FILE_EXISTS/)
  })
})

describe('cloudprem db render --as wizard', function () {
  this.timeout(30_000)

  it('writes the setup of the chart as far as it is known, and marks what is inferred', async () => {
    const result = await runCli(
      ['db', 'render', '--as', 'wizard', '--base-url', BASE_URL, '--organization', 'qwertyuiopas', '--stack-name', '{{ x }}'],
      {home: temporaryFolder()},
    )
    assert.equal(result.exitCode, 0, result.stderr)
    const values = parse(result.stdout) as {membership: {config: {wizard: {setup: string}}}}
    const {setup} = values.membership.config.wizard
    assert.match(setup, /# inferred: /)
    assert.ok(!setup.includes('{{'), 'the chart runs it through a template')
    const {regions, ...rest} = parse(setup) as {regions: {id: string}[]}
    assert.deepEqual(rest, {
      users: [],
      organizations: [],
      stacks: [{id: 'demo', name: '{{ x }}', organizationId: 'qwertyuiopas', regionId: regions[0]?.id}],
    })
    assert.deepEqual(regions, [{id: regions[0]?.id, name: 'default', baseUrl: BASE_URL}])
  })

  it('wants the organization, which it does not look up', async () => {
    const {result, file} = await render(['--as', 'wizard', '--base-url', BASE_URL])
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /--organization ID/)
    assert.ok(!existsSync(file))
  })

  it('refuses a chart that has no wizard', async () => {
    const home = temporaryFolder()
    await runCli(['profiles', 'set', 'chart-version', '3.20.3'], {home})
    const result = await runCli(['db', 'render', '--as', 'wizard', '--base-url', BASE_URL, '--organization', 'a'], {home})
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /CHART_UNSUPPORTED/)
  })
})
