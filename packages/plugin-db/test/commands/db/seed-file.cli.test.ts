import {repositoryRoot, runCli, temporaryFolder, type CliOptions} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA, STRICT_SCHEMA} from '../../membership-schema.js'
import {NO_ROWS, readProfiles, rowsOf, unwrapped} from './run-seed.js'

const OTHER_OWNER = '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02'

const TWO_OF_EACH = `regions:
  - name: default
    baseUrl: https://formance.example
    organization: aaaaaaaaaaaa
  - name: east
    baseUrl: https://east.example
    organization: bbbbbbbbbbbb
stacks:
  - organization: aaaaaaaaaaaa
    id: demo
    name: Demo
  - organization: bbbbbbbbbbbb
    id: demo
    name: Démo
    region: east
`

describe('cloudprem db seed --file', function () {
  this.timeout(120_000)
  const databases = useDatabases()

  const two = [STRICT_SCHEMA, firstLogin('aaaaaaaaaaaa'), firstLogin('bbbbbbbbbbbb', OTHER_OWNER)]
  const fileOf = (text: string) => {
    const file = path.join(temporaryFolder(), 'seed.yaml')
    writeFileSync(file, text)
    return file
  }
  const seed = (database: TestDatabase, text: string, args: string[] = [], options: Partial<CliOptions> = {}) =>
    runCli(['db', 'seed', '--file', fileOf(text), '--dsn', database.dsnFile, ...args], {home: temporaryFolder(), ...options})

  it('brings regions and stacks of several organizations into the database, and nothing the second time', async () => {
    const database = await databases.create(...two)
    const first = await seed(database, TWO_OF_EACH)
    assert.equal(first.exitCode, 0, first.stderr)
    assert.match(
      first.stdout,
      /Regions {2}2 asked for, 2 created, 0 there already\nStacks {3}2 asked for, 2 created, 0 there already\n$/,
    )
    const rows = await rowsOf(database)
    const owners = new Map(rows.regions.map(({name, creator_id}) => [name, creator_id]))
    assert.equal(owners.get('east'), OTHER_OWNER)
    assert.notEqual(owners.get('default'), OTHER_OWNER)
    assert.deepEqual(
      rows.stacks.map(({organization_id, name, state, status, expected_status}) => [
        organization_id,
        name,
        state,
        status,
        expected_status,
      ]),
      [
        ['aaaaaaaaaaaa', 'Demo', 'ACTIVE', 'READY', 'READY'],
        ['bbbbbbbbbbbb', 'Démo', 'ACTIVE', 'READY', 'READY'],
      ],
    )
    const second = await seed(database, TWO_OF_EACH)
    assert.equal(second.exitCode, 0, second.stderr)
    assert.match(second.stdout, /^Nothing to do: 2 regions and 2 stacks are as .*seed.yaml has them.\n$/)
    assert.deepEqual(await rowsOf(database), rows)
  })

  it('reads standard input, and keeps the ids when it asks for one stack', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const home = temporaryFolder()
    const input = 'regions:\n  - {name: default, baseUrl: https://formance.example}\nstacks:\n  - {id: demo, name: default}\n'
    const result = await runCli(['db', 'seed', '--file', '-', '--dsn', database.dsnFile, '--json'], {home, input})
    assert.equal(result.exitCode, 0, result.stderr)
    const document = result.json() as {file: string; stacks: object; regions: {change: string}[]}
    assert.equal(document.file, 'standard input')
    assert.deepEqual(document.stacks, {asked: 1, created: 1})
    assert.equal(document.regions[0]?.change, 'created')
    assert.match(readProfiles(home), /"stackId": ?"demo"/)
  })

  it('tells the errors of the file before it connects', async () => {
    const result = await runCli(
      ['db', 'seed', '--dsn', '-', '--file', fileOf('stacks:\n  - {id: my-stack, name: A}\n  - {id: b}\n')],
      {home: temporaryFolder(), input: 'postgresql://127.0.0.1:1/x'},
    )
    assert.equal(result.exitCode, 4)
    assert.match(result.stderr, /SEED_FILE_INVALID/)
    assert.match(unwrapped(result), /seed.yaml:2:10 id "my-stack" is no stack id/)
    assert.match(unwrapped(result), /seed.yaml:3:5 name is missing/)
  })

  it('finds an error far down, and leaves the database as it was', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const stacks = Array.from({length: 30_000}, (_, index) => `  - id: s${index}\n    name: Stack ${index}\n`)
    const text = `regions:\n  - name: default\n    baseUrl: https://formance.example\nstacks:\n${stacks.join('')}  - id: s-1\n    name: last\n`
    const result = await seed(database, text)
    assert.equal(result.exitCode, 4)
    assert.match(unwrapped(result), /seed.yaml:60005:9 id "s-1" is no stack id/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
  })

  it('says for each entry why it cannot be, all at once', async () => {
    const database = await databases.create(...two)
    await seed(database, TWO_OF_EACH)
    const before = await rowsOf(database)
    const text = `regions:
  - {name: default, baseUrl: https://elsewhere.example}
stacks:
  - {organization: aaaaaaaaaaaa, id: demo, name: Other}
  - {organization: cccccccccccc, id: demo, name: Demo}
  - {organization: bbbbbbbbbbbb, id: new, name: Démo, region: nowhere}
  - {organization: bbbbbbbbbbbb, id: new, name: New, region: east}
`
    const result = await seed(database, text)
    assert.equal(result.exitCode, 4, result.stderr)
    const shown = unwrapped(result)
    assert.match(shown, /seed.yaml:2 Region default .* is not as asked; base_url is https:\/\/formance.example, asked was/)
    assert.match(shown, /seed.yaml:4 Stack demo of organization aaaaaaaaaaaa is not as asked; name is Demo, asked was Other/)
    assert.match(shown, /seed.yaml:5 There is no organization cccccccccccc/)
    assert.match(shown, /seed.yaml:6 Organization bbbbbbbbbbbb has a stack called Démo already/)
    assert.match(shown, /seed.yaml:6 There is no region called nowhere/)
    assert.match(shown, /seed.yaml:7 Stack new is there twice; the first stands in line 6/)
    assert.deepEqual(await rowsOf(database), before)
  })

  it('does not guess the organization of an entry that names none', async () => {
    const database = await databases.create(...two)
    const text = 'regions:\n  - {name: default, baseUrl: https://a.example}\nstacks:\n  - {id: demo, name: Demo}\n'
    const refused = await seed(database, text)
    assert.equal(refused.exitCode, 2)
    assert.match(unwrapped(refused), /2 organizations in the database .*seed.yaml:4 names none .*aaaaaaaaaaaa .*bbbbbbbbbbbb/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
    const named = await seed(database, text, ['--organization', 'bbbbbbbbbbbb'])
    assert.equal(named.exitCode, 0, named.stderr)
    assert.equal((await rowsOf(database)).regions[0]?.['creator_id'], OTHER_OWNER)
  })

  it('stores what looks like SQL or like copy as it is', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const names = [`'); drop table membership.stacks; --`, '\\N', '\\.', 'a\\tb', '\u202egnp', '🏦', '{"x"}', '$1', 'NULL']
    const stacks = names.map((name, index) => `  - {id: s${index}, name: ${JSON.stringify(name)}}`)
    const text = `regions:\n  - {name: default, baseUrl: https://formance.example}\nstacks:\n${stacks.join('\n')}\n`
    const result = await seed(database, text)
    assert.equal(result.exitCode, 0, result.stderr)
    assert.deepEqual(
      (await rowsOf(database)).stacks.map(({name}) => name),
      names,
    )
    assert.match((await seed(database, text)).stdout, /^Nothing to do/)
  })

  it('makes one set of rows when twenty run at once', async () => {
    const database = await databases.create(STRICT_SCHEMA, firstLogin())
    const stacks = Array.from({length: 500}, (_, index) => `  - {"id": "s${index}", "name": "Stack ${index}"}`)
    const text = `regions:\n  - {name: default, baseUrl: https://formance.example}\nstacks:\n${stacks.join('\n')}\n`
    const results = await Promise.all(Array.from({length: 20}, () => seed(database, text, ['--json'])))
    for (const {exitCode, stderr} of results) assert.equal(exitCode, 0, stderr)
    const created = results.map((result) => (result.json() as {stacks: {created: number}}).stacks.created)
    assert.deepEqual(
      created.toSorted((a, b) => b - a),
      [500, ...Array.from({length: 19}, () => 0)],
    )
    const {regions, stacks: rows} = await rowsOf(database)
    assert.equal(regions.length, 1)
    assert.equal(rows.length, 500)
    assert.equal(new Set(rows.map(({client_secret}) => client_secret)).size, 500)
  })

  it('proves a dry run of many rows, and shows the one statement for them', async () => {
    const database = await databases.create(STRICT_SCHEMA, firstLogin())
    const stacks = Array.from({length: 101}, (_, index) => `  - {"id": "s${index}", "name": "Stack ${index}"}`)
    const text = `regions:\n  - {name: default, baseUrl: https://formance.example}\nstacks:\n${stacks.join('\n')}\n`
    const result = await seed(database, text, ['--dry-run'])
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stdout, /'ACTIVE'::membership.stack_state/)
    assert.match(result.stderr, /rollback in place of commit/)
    assert.deepEqual(await rowsOf(database), NO_ROWS)
    await database.sql(`alter table membership.stacks add constraint no_hundred check (id <> 's100')`)
    const refused = await seed(database, text, ['--dry-run'])
    assert.equal(refused.exitCode, 5)
    assert.match(refused.stderr, /no_hundred/)
  })

  it('ends on Ctrl-C although standard input gives nothing and never ends', async () => {
    const bin = path.join(repositoryRoot, 'packages/cli/bin/cloudprem.cjs')
    const child = spawn(process.execPath, [bin, 'db', 'seed', '--file', '-', '--dsn', 'postgresql://127.0.0.1:1/x', '--debug'], {
      env: {PATH: process.env['PATH'], HOME: temporaryFolder()},
      timeout: 20_000,
    })
    const ended = once(child, 'close')
    // The warning about --dsn is the last that is said before standard input is read.
    for await (const text of child.stderr.setEncoding('utf8')) if (/--dsn stands/.test(String(text))) break
    child.kill('SIGINT')
    assert.deepEqual(await ended, [130, null])
  })

  it('is not mixed with flags that ask for the same', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const result = await seed(database, TWO_OF_EACH, ['--stack-id', 'other'])
    assert.equal(result.exitCode, 2)
    assert.match(unwrapped(result), /--stack-id=other cannot also be provided when using --file|cannot also be provided/)
    const both = await runCli(['db', 'seed', '--file', '-', '--dsn', '-'], {home: temporaryFolder(), input: 'x'})
    assert.equal(both.exitCode, 2)
  })
})
