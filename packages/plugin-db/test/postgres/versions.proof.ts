import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {useDatabases, type TestDatabase} from '../databases.js'
import {firstLogin, GUIDE_STATEMENTS, PLAIN_SCHEMA, STRICT_SCHEMA} from '../membership-schema.js'
import {BASE_URL, NO_ROWS, rowsOf, unwrapped} from '../commands/db/run-seed.js'
import {compared} from './support/compare-rows.js'
import {installations} from './support/installations.js'
import {startPgbouncer, type Pgbouncer} from './support/pgbouncer.js'
import {createRole, grantSeeding, roleDsnFile, type Way} from './support/role.js'
import {REQUIRED, variants} from './support/variants.js'

/** Organization and owner of the guide's example; a uuid fits columns of either type. */
const ORGANIZATION = '7d9f8a52-4c1b-4b0e-8f6e-2f8a0c4d1e01'

const all = installations()

for (const {major, version, folder} of all) {
  describe(`cloudprem db seed on PostgreSQL ${version.split('-')[0]}, as a role that owns nothing`, function () {
    this.timeout(60_000)
    const databases = useDatabases({installed: {folder, version}})
    let bouncer: Pgbouncer | undefined
    let rootCertificate = ''

    before(async function () {
      this.timeout(60_000)
      await createRole(databases)
      rootCertificate = await databases.serveTls()
      const {name} = await databases.create()
      bouncer = await startPgbouncer(databases.postgres.port, name)
    })
    after(() => bouncer?.stop())

    const seed = (database: TestDatabase, way: Way = {}): Promise<CliResult> =>
      runCli(['db', 'seed', '--base-url', BASE_URL, '--dsn', roleDsnFile(database, way)], {home: temporaryFolder()})

    const made = async (...statements: string[]): Promise<TestDatabase> => {
      const database = await databases.create(...statements)
      await grantSeeding(database)
      return database
    }

    const seedsTwice = async (way: Way, tls: RegExp) => {
      const database = await made(STRICT_SCHEMA, firstLogin())
      const first = await seed(database, way)
      assert.equal(first.exitCode, 0, first.stderr)
      assert.match(first.stderr, tls)
      const rows = await rowsOf(database)
      assert.deepEqual([rows.regions.length, rows.stacks.length], [1, 1])
      const second = await seed(database, way)
      assert.equal(second.exitCode, 0, second.stderr)
      assert.match(second.stdout, /Nothing to do/)
      assert.deepEqual(await rowsOf(database), rows)
    }

    it('seeds, and a second time changes nothing: plain', () => seedsTwice({}, /TLS off/))

    it('seeds, and a second time changes nothing: TLS, the certificate verified', () =>
      seedsTwice({sslmode: 'verify-full', rootCertificate}, /TLS on, certificate verified/))

    it('seeds, and a second time changes nothing: pgbouncer in transaction mode, plain', async function () {
      if (!bouncer) return this.skip()
      await seedsTwice({port: bouncer.port}, /TLS off/)
    })

    it('seeds, and a second time changes nothing: pgbouncer in transaction mode, TLS', async function () {
      if (!bouncer) return this.skip()
      await seedsTwice({port: bouncer.port, sslmode: 'verify-full', rootCertificate}, /TLS on, certificate verified/)
    })

    // Each version takes its share: what a schema does to a seed is not a matter of the version.
    for (const [index, variant] of variants().entries()) {
      if (index % all.length !== all.findIndex((each) => each.major === major)) continue
      it(`writes what the guide's statements write: ${variant.title}`, async () => {
        const database = await made(variant.schema, firstLogin(ORGANIZATION), GUIDE_STATEMENTS)
        const guide = await compared(database)
        await database.sql('truncate membership.regions, membership.stacks restart identity')
        const result = await seed(database)
        assert.equal(result.exitCode, 0, result.stderr)
        assert.deepEqual(await compared(database), guide)
      })
    }

    for (const {title, schema} of REQUIRED) {
      it(`stops before it writes, and names what is required and unknown: ${title}`, async () => {
        const database = await made(PLAIN_SCHEMA, schema, firstLogin())
        const result = await seed(database)
        assert.equal(result.exitCode, 3, result.stderr)
        assert.ok(unwrapped(result).includes(title), result.stderr)
        assert.deepEqual(await rowsOf(database), NO_ROWS)
      })
    }
  })
}
