import {runCli, temporaryFolder} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {useDatabases, type TestDatabase} from '../../databases.js'
import {firstLogin, PLAIN_SCHEMA, STRICT_SCHEMA} from '../../membership-schema.js'
import {BASE_URL, rowsOf, seed} from './run-seed.js'

const SECOND = firstLogin('secondorgani', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02')

/** What is read of `--json`. */
interface Status {
  counts: {organizations: number; regions: number; stacks: number}
  organizations: {id: string; stacks: number}[]
  states: unknown[]
  asked: string | null
  drift: {kind: string; line: number | null; message: string; contradictions: string[]}[]
}

describe('cloudprem db status', function () {
  this.timeout(60_000)
  const databases = useDatabases()

  const status = (database: TestDatabase, args: string[] = [], home = temporaryFolder()) =>
    runCli(['db', 'status', '--dsn', database.dsnFile, ...args], {home})
  const seedFile = (text: string) => {
    const file = path.join(temporaryFolder(), 'seed.yaml')
    writeFileSync(file, text)
    return file
  }

  it('shows what is there, and without anything asked for no drift', async () => {
    const database = await databases.create(STRICT_SCHEMA, firstLogin(), SECOND)
    assert.equal((await seed(database, ['--organization', 'qwertyuiopas'])).exitCode, 0)
    const rows = await rowsOf(database)
    const result = await status(database, ['--exit-code'])
    assert.equal(result.exitCode, 0, result.stderr)
    const id = String(rows.regions[0]?.['id'])
    assert.equal(
      result.stdout,
      `Organizations: 2
  ID            NAME  STACKS
  qwertyuiopas  Acme  1
  secondorgani  Acme  0
Regions: 1
  NAME     ID                                    BASE URL                  STACKS
  default  ${id}  https://formance.example  1
Stacks: 1
  STATE   STATUS  STACKS
  ACTIVE  READY   1
`,
    )
    assert.match(result.stderr, /Nothing to compare with/)
    assert.deepEqual(await rowsOf(database), rows)
  })

  it('has no drift right after a seed, by flags and by the profile', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const home = temporaryFolder()
    assert.equal((await seed(database, ['--stack-id', 'prod', '--stack-name', 'prod'], {home})).exitCode, 0)
    const args = ['--base-url', BASE_URL, '--stack-name', 'prod', '--exit-code']
    const result = await status(database, args, home)
    assert.equal(result.exitCode, 0, result.stdout + result.stderr)
    assert.match(result.stdout, /Drift: none/)
  })

  it('names a row that is missing or otherwise, and ends with 4 only when asked to', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    const empty = await status(database, ['--base-url', BASE_URL, '--exit-code'])
    assert.equal(empty.exitCode, 4)
    assert.match(empty.stdout, /missing {2}Region default \(https:\/\/formance\.example\) is missing/)
    assert.match(empty.stdout, /missing {2}Stack demo of organization qwertyuiopas is missing/)

    assert.equal((await seed(database)).exitCode, 0)
    await database.sql(`update membership.stacks set state = 'DISABLED'`)
    const changed = await status(database, ['--base-url', BASE_URL])
    assert.equal(changed.exitCode, 0)
    assert.match(changed.stdout, /different {2}Stack demo of organization qwertyuiopas is not as asked/)
    assert.match(changed.stdout, /state is DISABLED, asked was ACTIVE/)
  })

  it('compares with a file, line by line, and names what the file does not have', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), SECOND)
    const whole = `regions:
  - {name: eu, baseUrl: "https://eu.example", organization: qwertyuiopas}
stacks:
  - {organization: qwertyuiopas, id: one, name: one, region: eu}
  - {organization: secondorgani, id: two, name: two, region: eu}
`
    const made = await runCli(['db', 'seed', '--file', seedFile(whole), '--dsn', database.dsnFile], {home: temporaryFolder()})
    assert.equal(made.exitCode, 0, made.stderr)
    const other = whole.replace('id: one, name: one', 'id: three, name: three').replace('name: two', 'name: zwei')
    const result = await status(database, ['--file', seedFile(other), '--json', '--exit-code'])
    assert.equal(result.exitCode, 4, result.stderr)
    const {counts, drift} = result.json() as Status
    assert.deepEqual(counts, {organizations: 2, regions: 1, stacks: 2})
    assert.deepEqual(
      drift.map(({kind, line, message}) => [kind, line, message]),
      [
        ['missing', null, '1 stack is missing'],
        ['different', 5, 'Stack two of organization secondorgani is not as asked'],
        ['unasked', null, 'Stack one of organization qwertyuiopas is not in the file'],
      ],
    )
  })

  it('shows what is there when the organization cannot be told', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin(), SECOND)
    const result = await status(database, ['--base-url', BASE_URL])
    assert.equal(result.exitCode, 0, result.stderr)
    assert.match(result.stdout, /Organizations: 2/)
    assert.match(result.stdout, /none was named/)
  })
})
