import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import type {DatabaseReport} from '../../../src/schema/check-database.js'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA, STRICT_SCHEMA} from '../../membership-schema.js'
import {BASE_URL, rowsOf, seed} from './run-seed.js'

describe('cloudprem db check', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const check = (database: TestDatabase, ...args: string[]) =>
    runCli(['db', 'check', '--dsn', database.dsnFile, ...args], {home: temporaryFolder()})

  it('tells server, TLS, schema and counts, and that a seed can run', async () => {
    const database = await databases.create(STRICT_SCHEMA, firstLogin())
    const result = await check(database)
    assert.equal(result.exitCode, 0, result.stdout)
    const lines = result.stdout.trimEnd().split('\n')
    assert.equal(lines[0], `  connection  ok       ${database.name} as formance`)
    assert.match(lines[1] ?? '', /^ {2}server {6}ok {7}PostgreSQL 1\d\S* \(tested: 14 to 18\)$/)
    assert.match(lines[7] ?? '', /^ {2}size {8}ok {7}regions \d+ kB, stacks \d+ kB$/)
    assert.deepEqual(lines.slice(2, 7).concat(lines.slice(8)), [
      '  TLS         ok       off',
      '  schema      ok       membership, with the 4 tables of the guide',
      '  columns     ok       the 21 of the guide, and 5 more that fill themselves',
      '  rights      ok       formance may read and insert what a seed does',
      '  rows        ok       1 organization, 1 user, 0 regions, 0 stacks',
      '  seed                 can run',
    ])
    for (const line of lines) assert.ok(line.length <= 80, line)
  })

  it('counts what a seed has inserted, and changes nothing itself', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await seed(database)
    const before = await rowsOf(database)
    const report = (await check(database, '--json')).json() as DatabaseReport
    assert.deepEqual(report.counts, {organizations: 1, users: 1, regions: 1, stacks: 1})
    assert.deepEqual(report.seed, {possible: true, problems: []})
    assert.deepEqual(await rowsOf(database), before)
  })

  it('says that several organizations need one to be named', async () => {
    const database = await databases.create(
      PLAIN_SCHEMA,
      firstLogin(),
      firstLogin('bbbbbbbbbbbb', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02'),
    )
    const result = await check(database)
    assert.equal(result.exitCode, 0)
    assert.match(result.stdout, /can run, with --organization to say for which\n$/)
  })

  it('ends with 4 before the first login', async () => {
    const result = await check(await databases.create(PLAIN_SCHEMA))
    assert.equal(result.exitCode, 4)
    assert.match(
      result.stdout,
      /rows {8}failed {3}no organization yet: the first login makes one\n +→ cloudprem login\n[^]*cannot run\n$/,
    )
    assert.match(result.stderr, /Next {3}cloudprem login/)
  })

  it('ends with 4 and names what is missing, with the counts of what is there', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), 'drop table membership.stacks')
    const result = await check(database, '--json')
    assert.equal(result.exitCode, 4)
    const report = result.json() as DatabaseReport
    assert.deepEqual(report.schema.missing, ['table membership.stacks'])
    assert.deepEqual(
      report.findings.map(({about, severity}) => [about, severity]),
      [['schema', 'error']],
    )
    assert.deepEqual(report.counts, {organizations: 1, users: 1, regions: 0, stacks: null})
  })

  it('works for a user who may read nothing, and says so', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await databases.admin(`create role nothing login password 'nothing-password'`)
    const url = new URL(database.dsn)
    url.username = 'nothing'
    url.password = 'nothing-password'
    const result = await runCli(['db', 'check', '--dsn', '-'], {home: temporaryFolder(), input: url.toString()})
    assert.equal(result.exitCode, 4, result.stderr)
    assert.match(result.stdout, /user nothing lacks: usage on schema membership/)
    assert.match(result.stdout, /→ as the owner: grant usage on schema membership to "nothing";/)
  })

  it('tells the rights of a user by column, and the statement that gives what is missing', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    await databases.admin(`create role partly login password 'partly-password'`)
    await database.sql('grant usage on schema membership to partly')
    await database.sql('grant select on all tables in schema membership to partly')
    await database.sql('grant insert on membership.regions to partly')
    await database.sql('grant insert (name, id) on membership.stacks to partly')
    const url = new URL(database.dsn)
    url.username = 'partly'
    url.password = 'partly-password'
    const result = await runCli(['db', 'check', '--dsn', '-'], {home: temporaryFolder(), input: url.toString()})
    assert.equal(result.exitCode, 4, result.stderr)
    assert.match(
      result.stdout,
      /rights {6}failed[^]*user partly lacks: insert on stacks\n +→ as the owner: grant insert on membership\."stacks" to "partly";/,
    )
    const asked = await runCli(['db', 'check', '--dsn', '-', '--json'], {home: temporaryFolder(), input: url.toString()})
    const [lacking, ...others] = (asked.json() as DatabaseReport).schema.lackingRights
    assert.deepEqual([lacking?.right, lacking?.table, lacking?.columns.length, others], ['insert', 'stacks', 9, []])
  })

  it('names a column that is required and unknown, as it is and not as a terminal would obey it', async () => {
    const database = await databases.create(
      PLAIN_SCHEMA,
      firstLogin(),
      'alter table membership.stacks add "ti\u001B[31mer" text not null',
    )
    const result = await check(database)
    assert.equal(result.exitCode, 4)
    assert.match(result.stdout, /columns {5}failed {3}required and unknown: column\n +membership\.stacks\.ti\\u001b/)
    assert.ok(!result.stdout.includes('\u001B'))
  })

  it('ends with 5 and one JSON document when nobody listens', async () => {
    const result = await runCli(['db', 'check', '--json'], {
      home: temporaryFolder(),
      env: {CLOUDPREM_DSN: 'postgresql://formance:Password-4711@127.0.0.1:1/formance'},
    })
    assert.equal(result.exitCode, 5)
    const {error} = result.json() as {error: {code: string; details: object}}
    assert.equal(error.code, 'DATABASE_UNREACHABLE')
    assert.doesNotMatch(result.stdout + result.stderr, /Password-4711/)
  })

  describe('with TLS', () => {
    it('follows sslmode as psql does', async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const authority = await databases.serveTls()
      const modes: [parameters: string, args: string[], exitCode: number, text: RegExp][] = [
        ['', [], 0, /TLS {9}ok {7}on, TLSv1\.\d, certificate not verified/],
        ['sslmode=disable', [], 0, /TLS {9}ok {7}off/],
        ['sslmode=allow', [], 0, /TLS {9}ok {7}off/],
        ['sslmode=require', [], 0, /TLS {9}ok {7}on, .* not verified/],
        [`sslmode=require&sslrootcert=${authority}`, [], 0, /TLS {9}ok {7}on, .*certificate verified/],
        ['sslmode=verify-full', [], 2, /none was named[^]*--ca-file FILE/],
        ['sslmode=verify-ca', ['--ca-file', authority], 0, /TLS {9}ok {7}on, .*certificate verified/],
        ['sslmode=verify-full&sslrootcert=system', [], 5, /DATABASE_UNREACHABLE[^]*--insecure-tls/],
        ['sslmode=verify-full', ['--insecure-tls'], 0, /TLS {9}ok {7}on, .* not verified/],
        [`sslmode=verify-full&sslrootcert=${authority}`, [], 5, /certificate is for another name than 127\.0\.0\.1/],
        [`sslmode=verify-ca&sslrootcert=${authority}`, [], 0, /TLS {9}ok {7}on, .*certificate verified/],
        [`sslmode=verify-full&sslrootcert=${authority}&host=localhost`, [], 0, /TLS {9}ok {7}on, .*certificate verified/],
        ['sslmode=verify-full&sslrootcert=/nowhere/ca.crt', [], 2, /\/nowhere\/ca\.crt cannot be read/],
      ]
      for (const [parameters, args, exitCode, text] of modes) {
        const url = new URL(database.dsn)
        url.search = parameters
        const result = await runCli(['db', 'check', '--dsn', '-', ...args], {
          home: temporaryFolder(),
          input: url.toString(),
        })
        const seen = `${parameters} ${args.join(' ')}: ${result.stdout}${result.stderr}`
        assert.equal(result.exitCode, exitCode, seen)
        assert.match((result.stdout + result.stderr).replace(/\n {7}(?=\S)/g, ' '), text, seen)
      }
    })
  })

  it('asks for --base-url only where it is needed', async () => {
    const result = await runCli(['db', 'check'], {home: temporaryFolder()})
    assert.equal(result.exitCode, 2)
    assert.match(result.stderr, /Missing: --dsn /)
    assert.ok(!result.stderr.includes(BASE_URL))
  })
})
