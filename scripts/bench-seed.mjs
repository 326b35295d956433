// `npm run bench:seed [-- --rounds N --stacks N --largest N --psql FILE]`: what `db seed --file` costs as a whole process, beside psql's
// `\copy` of the same rows into the same table with the same constraints, and how its memory grows with the length of the file.
//
//   new rows     the file into empty tables    | psql: \copy of all columns into membership.stacks
//   second run   the same file once more       | psql: \copy of the same rows into a temporary table and one anti-join
//   memory       new rows of 10,000 / 100,000 / --largest stacks: the largest resident set, as the kernel counts it
//
// Both in turn, median of the rounds; PostgreSQL is the embedded one of the tests, without fsync, so that the disk counts for neither.
// Every exit code is checked, and the rows are counted after each run. psql is not among npm's packages: apt-get install
// postgresql-client.
import {spawnSync} from 'node:child_process'
import {randomUUID} from 'node:crypto'
import {createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {once} from 'node:events'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {startPostgres} from '@cloudprem/testing'
import pg from 'pg'
import {processUsage} from './process-usage.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = path.join(root, 'packages/cli/bin/cloudprem.cjs')
const {values: options} = parseArgs({
  options: {
    rounds: {type: 'string', default: '5'},
    stacks: {type: 'string', default: '100000'},
    largest: {type: 'string', default: '1000000'},
    psql: {type: 'string'},
  },
})
const LIMIT = 2
const ORGANIZATIONS = 100
const REGION = {id: randomUUID(), name: 'default', baseUrl: 'https://formance.example'}
const COLUMNS =
  'name, organization_id, id, region_id, created_at, updated_at, stargate_enabled, client_secret, state, status, expected_status'

const psql = findPsql()
const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-bench-'))
process.once('exit', () => rmSync(work, {recursive: true, force: true}))
const usage = processUsage(work)
const postgres = await startPostgres({schema: true})
const database = new pg.Client({connectionString: postgres.dsn})
await database.connect()
const dsnFile = path.join(work, 'dsn')
writeFileSync(dsnFile, postgres.dsn, {mode: 0o600})

try {
  await makeOrganizations()
  const withinLimit = psql ? await compareWithPsql(Number(options.stacks)) : undefined
  if (!psql) console.log('psql is not there to be compared with: apt-get install postgresql-client, or --psql FILE')
  await measureMemory()
  if (withinLimit === false) process.exitCode = 1
} finally {
  await database.end()
  await postgres.stop()
}

async function compareWithPsql(count) {
  const file = await writeSeedFile(count)
  const rows = await writeRows(count)
  const cases = {
    'new rows': {
      before: emptyTables,
      cloudprem: () => seed(file),
      psql: () => runPsql([`\\copy membership.stacks (${COLUMNS}) from '${rows}'`]),
    },
    'second run': {
      cloudprem: () => seed(file),
      psql: () =>
        runPsql([
          'create temporary table asked (like membership.stacks including defaults)',
          `\\copy asked (${COLUMNS}) from '${rows}'`,
          `select count(*) from asked a where not exists (
             select 1 from membership.stacks s where s.organization_id = a.organization_id and s.id = a.id)`,
        ]),
    },
  }
  console.log(`${count} stacks, ${options.rounds} rounds`)
  let withinLimit = true
  for (const [name, {before, ...ways}] of Object.entries(cases)) {
    const times = {cloudprem: [], psql: []}
    for (let round = -1; round < Number(options.rounds); round++) {
      for (const way of ['psql', 'cloudprem']) {
        await before?.()
        const started = performance.now()
        ways[way]()
        if (round >= 0) times[way].push(performance.now() - started)
        await requireCount(count)
      }
    }
    const [ours, theirs] = [median(times.cloudprem), median(times.psql)]
    withinLimit &&= ours <= LIMIT * theirs
    console.log(
      `${name.padEnd(12)} cloudprem ${ms(ours)}   psql ${ms(theirs)}   ratio ${(ours / theirs).toFixed(2)} (limit ${LIMIT})`,
    )
  }
  return withinLimit
}

async function measureMemory() {
  console.log(`\n${'stacks'.padStart(9)} ${'time'.padStart(10)} ${'a stack'.padStart(9)} ${'memory'.padStart(9)}`)
  for (const count of [10_000, 100_000, Number(options.largest)]) {
    const file = await writeSeedFile(count)
    await emptyTables()
    const started = performance.now()
    const megabytes = seed(file)
    const took = performance.now() - started
    await requireCount(count)
    console.log(
      `${String(count).padStart(9)} ${ms(took)} ${`${((1000 * took) / count).toFixed(0)} µs`.padStart(9)} ${`${megabytes.toFixed(0)} MB`.padStart(9)}`,
    )
    rmSync(file)
  }
}

/** Runs `db seed`; returns the largest resident set in megabytes. */
function seed(file) {
  run(process.execPath, [...usage.options, bin, 'db', 'seed', '--file', file, '--dsn', `@${dsnFile}`])
  return usage.read().mb
}

function runPsql(commands) {
  run(psql, [
    '--no-psqlrc',
    '--quiet',
    '--set',
    'ON_ERROR_STOP=1',
    ...commands.flatMap((command) => ['--command', command]),
    postgres.dsn,
  ])
}

function run(program, args) {
  const env = {PATH: process.env.PATH, HOME: work, CI: 'true'}
  const result = spawnSync(program, args, {cwd: work, env, encoding: 'utf8', maxBuffer: 1e9})
  if (result.status === 0) return result
  throw new Error(`${path.basename(program)} ended with ${result.status ?? result.signal}: ${result.stderr}${result.stdout}`)
}

async function makeOrganizations() {
  await database.query(`insert into membership.users (id, email) values ('owner', 'owner@formance.example')`)
  await database.query(
    `insert into membership.organizations (id, name, owner_id) select ${organizationSql('n')}, 'Organization ' || n, 'owner'
     from generate_series(0, ${ORGANIZATIONS - 1}) n`,
  )
}

async function emptyTables() {
  await database.query('truncate membership.stacks cascade')
  await database.query('delete from membership.regions')
  await database.query(
    `insert into membership.regions (id, base_url, name, creator_id, created_at, production, active)
     values ($1, $2, $3, 'owner', now(), true, true)`,
    [REGION.id, REGION.baseUrl, REGION.name],
  )
}

/** Twelve letters, as Membership makes them; the same in SQL as in `organizationOf`. */
function organizationSql(number) {
  return `'organization' || chr(97 + ${number} / 26) || chr(97 + ${number} % 26)`
}

function organizationOf(index) {
  const number = index % ORGANIZATIONS
  return `organization${String.fromCharCode(97 + Math.floor(number / 26), 97 + (number % 26))}`
}

function writeSeedFile(count) {
  const head = `regions:\n  - name: ${REGION.name}\n    baseUrl: ${REGION.baseUrl}\nstacks:\n`
  return writeLines(`${count}.yaml`, count, head, (index) => {
    return `  - organization: ${organizationOf(index)}\n    id: s${index}\n    name: Stack ${index}\n    region: ${REGION.name}\n`
  })
}

/** In the text format of `copy`. */
function writeRows(count) {
  const now = new Date().toISOString()
  return writeLines(`${count}.tsv`, count, '', (index) => {
    const values = [
      `Stack ${index}`,
      organizationOf(index),
      `s${index}`,
      REGION.id,
      now,
      now,
      'f',
      randomUUID(),
      'ACTIVE',
      'READY',
      'READY',
    ]
    return `${values.join('\t')}\n`
  })
}

async function writeLines(name, count, head, lineOf) {
  const file = path.join(work, name)
  const stream = createWriteStream(file)
  stream.write(head)
  for (let index = 0; index < count; index++) {
    if (!stream.write(lineOf(index))) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'finish')
  return file
}

async function requireCount(expected) {
  const {rows} = await database.query('select count(*)::int as count from membership.stacks')
  if (rows[0].count !== expected) throw new Error(`${rows[0].count} stacks are there instead of ${expected}`)
}

function findPsql() {
  if (options.psql) return options.psql
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return folders.map((folder) => path.join(folder, 'psql')).find((file) => existsSync(file))
}

function ms(number) {
  return `${number.toFixed(0)} ms`.padStart(10)
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
