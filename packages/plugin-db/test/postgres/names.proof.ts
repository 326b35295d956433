import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {useDatabases, type TestDatabase} from '../databases.js'
import {firstLogin, PLAIN_SCHEMA} from '../membership-schema.js'
import {NO_ROWS, rowsOf, seed} from '../commands/db/run-seed.js'
import {findObeyed, HOSTILE_NAMES, HOSTILE_NAMES_OF_FILES} from './support/hostile-names.js'
import {installations} from './support/installations.js'

const ESCAPES = '\u001B[2Jescaped\u009B31m\u202E'

describe('cloudprem db, with names that mean harm', function () {
  this.timeout(60_000)
  const newest = installations().at(-1)
  const databases = useDatabases(newest && {installed: newest})

  /** Stored as it was asked for, found again by the next run; or refused with an error that says why, and nothing stored. */
  const endsWell = async (database: TestDatabase, name: string, run: () => Promise<CliResult>) => {
    const first = await run()
    assert.equal(findObeyed(first.stdout + first.stderr), undefined)
    const rows = await rowsOf(database)
    if (first.exitCode !== 0) {
      assert.ok(first.exitCode === 2 || first.exitCode === 4, `${first.exitCode} ${first.stderr.slice(0, 500)}`)
      assert.match(first.stderr, /USAGE|SEED_FILE_INVALID/)
      assert.deepEqual(rows, NO_ROWS)
      return
    }
    assert.deepEqual(
      [...rows.regions, ...rows.stacks].map((row) => row['name']),
      [name, name],
    )
    const second = await run()
    assert.equal(second.exitCode, 0, second.stderr)
    assert.match(second.stdout, /Nothing to do/)
    assert.deepEqual(await rowsOf(database), rows)
  }

  for (const [what, name] of Object.entries(HOSTILE_NAMES)) {
    it(`stores or refuses what --region and --stack-name bring: ${what}`, async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      await endsWell(database, name, () => seed(database, ['--region', name, '--stack-name', name]))
    })
  }

  for (const [what, name] of Object.entries(HOSTILE_NAMES_OF_FILES)) {
    it(`stores or refuses what --file brings: ${what}`, async () => {
      const database = await databases.create(PLAIN_SCHEMA, firstLogin())
      const file = path.join(temporaryFolder(), 'seed.yaml')
      // JSON is YAML, and can write what no editor would.
      const asked = {
        regions: [{name, baseUrl: 'https://formance.example'}],
        stacks: [{id: 'demo', name, region: name}],
      }
      writeFileSync(file, JSON.stringify(asked))
      const args = ['db', 'seed', '--file', file, '--dsn', database.dsnFile]
      await endsWell(database, name, () => runCli(args, {home: temporaryFolder()}))
    })
  }

  it('takes a homoglyph of a region that is there for another region', async () => {
    const database = await databases.create(PLAIN_SCHEMA, firstLogin())
    assert.equal((await seed(database)).exitCode, 0)
    const name = HOSTILE_NAMES['a homoglyph of "default"']
    const result = await seed(database, ['--region', name, '--stack-id', 'other', '--stack-name', 'other'])
    assert.equal(result.exitCode, 0, result.stderr)
    assert.equal((await rowsOf(database)).regions.length, 2)
  })

  describe('that somebody wrote into the database', () => {
    const poisoned = async () => {
      const database = await databases.create(
        PLAIN_SCHEMA,
        'alter table membership.organizations add column name text',
        firstLogin(),
        firstLogin('secondorgani', '0b8f2c6e-0f5e-4a51-9a51-3f3b5f6f7a02'),
      )
      await database.sql('update membership.organizations set name = $1', [ESCAPES])
      await database.sql(`insert into membership.regions values ('r1', $1, 'default', $1, now(), false, false);`, [
        `https://${ESCAPES}`,
      ])
      await database.sql(
        `insert into membership.stacks values ($1, 'qwertyuiopas', 'demo', $1, now(), now(), false, 's', $1, $1, $1)`,
        [ESCAPES],
      )
      return database
    }
    const COMMANDS = {
      'seed, which lists the organizations': [],
      'seed, which finds another base URL': ['--organization', 'qwertyuiopas'],
      'seed, which finds another stack': ['--organization', 'qwertyuiopas', '--region', 'other'],
    }

    for (const [what, args] of Object.entries(COMMANDS)) {
      it(`shows their escapes and does not send them to the terminal: ${what}`, async () => {
        const result = await seed(await poisoned(), args)
        assert.notEqual(result.exitCode, 1, result.stderr)
        assert.equal(findObeyed(result.stdout + result.stderr), undefined)
        assert.match(result.stderr, /\\u001b\[2Jescaped\\u009b31m\\u202e/)
      })
    }

    const READING = {
      check: [],
      status: ['--base-url', 'https://formance.example', '--organization', 'qwertyuiopas'],
      export: [],
      'client-secret': ['demo', '--organization', ESCAPES, '--show-secret'],
    }
    for (const [command, args] of Object.entries(READING)) {
      it(`shows their escapes and does not send them to the terminal: ${command}`, async () => {
        const dsn = (await poisoned()).dsnFile
        const result = await runCli(['db', command, ...args, '--dsn', dsn, '--debug'], {home: temporaryFolder()})
        assert.notEqual(result.exitCode, 1, result.stderr)
        assert.equal(findObeyed(result.stdout + result.stderr), undefined)
      })
    }
  })
})
