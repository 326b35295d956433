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
    assert.match(result.stdout, new RegExp(`^ {2}database {7}${database.name} as formance\n {2}server {9}PostgreSQL 1\\d`))
    assert.match(result.stdout, /TLS {12}off\n/)
    assert.match(result.stdout, /schema {9}membership, with the 4 tables and 21 columns of the guide/)
    assert.match(result.stdout, /organizations {2}1\n {2}users {10}1\n {2}regions {8}0\n {2}stacks {9}0\n {2}seed {11}can run\n$/)
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
    assert.match(result.stdout, /cannot run\n.*- no organization yet: the first login makes one/)
    assert.match(result.stderr, /Next {3}cloudprem login/)
  })

  it('ends with 4 and names what is missing, with the counts of what is there', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), 'drop table membership.stacks')
    const result = await check(database, '--json')
    assert.equal(result.exitCode, 4)
    const report = result.json() as DatabaseReport
    assert.deepEqual(report.schema.missing, ['table membership.stacks'])
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
        ['', [], 0, /TLS {12}on, TLSv1\.\d, certificate not verified/],
        ['sslmode=disable', [], 0, /TLS {12}off/],
        ['sslmode=allow', [], 0, /TLS {12}off/],
        ['sslmode=require', [], 0, /TLS {12}on, .* not verified/],
        [`sslmode=require&sslrootcert=${authority}`, [], 0, /TLS {12}on, .*certificate verified/],
        ['sslmode=verify-full', [], 2, /none was named[^]*--ca-file FILE/],
        ['sslmode=verify-ca', ['--ca-file', authority], 0, /TLS {12}on, .*certificate verified/],
        ['sslmode=verify-full&sslrootcert=system', [], 5, /DATABASE_UNREACHABLE[^]*--insecure-tls/],
        ['sslmode=verify-full', ['--insecure-tls'], 0, /TLS {12}on, .* not verified/],
        [`sslmode=verify-full&sslrootcert=${authority}`, [], 5, /certificate is for another name than 127\.0\.0\.1/],
        [`sslmode=verify-ca&sslrootcert=${authority}`, [], 0, /TLS {12}on, .*certificate verified/],
        [`sslmode=verify-full&sslrootcert=${authority}&host=localhost`, [], 0, /TLS {12}on, .*certificate verified/],
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
