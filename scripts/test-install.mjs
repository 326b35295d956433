// `npm run test:install [-- --node current|24.21.0 --grep TITLE]`: installs the packed packages from a real registry on loopback, as users
// would, on this Node and on Node 24 (both at once; `--node` for one of them).
//
// Not part of `npm test`: the first run fetches verdaccio and the other Node from the npm registry.
import {spawn} from 'node:child_process'
import {appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {readdir} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {cachedPackage} from './test-install/cached-package.mjs'
import {otherNode} from './test-install/other-node.mjs'
import {prepareStage} from './test-install/stage.mjs'

const OTHER = '24.21.0'
const root = fileURLToPath(new URL('..', import.meta.url))
const {values} = parseArgs({options: {node: {type: 'string'}, grep: {type: 'string', default: ''}}})

const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-test-install-'))
process.once('exit', () => rmSync(work, {recursive: true, force: true}))
const verdaccio = await cachedPackage('verdaccio', '6.8.0', {overrides: {'node-fetch': '2.7.0'}})
const specs = (await readdir(path.join(root, 'scripts/test-install')))
  .filter((name) => name.endsWith('.spec.mjs'))
  .toSorted()
  .map((name) => `scripts/test-install/${name}`)

const legs = []
let skipped = 0
for (const version of values.node === undefined ? ['current', OTHER] : [values.node]) {
  const node = version === 'current' ? process.execPath : await otherNode(version)
  if (node) legs.push({title: version === 'current' ? `Node ${process.version.slice(1)}` : `Node ${version}`, node})
  else {
    console.log(`- Node ${version} is left out: there is no package of it for ${process.platform}-${process.arch}`)
    skipped++
  }
}

const stage = await prepareStage(verdaccio, work)
const stageFile = path.join(work, 'stage.json')
writeFileSync(stageFile, JSON.stringify(stage.description))
try {
  // At once: most of the time is npm waiting for files and sockets.
  const done = await Promise.all(legs.map((leg, index) => run(leg, index)))
  const sum = [0, 0, skipped]
  for (const {title, status, output, counts} of done) {
    console.log(`\n=== on ${title}\n${output}`)
    counts.forEach((count, index) => (sum[index] += count))
    // A crash is no failed test, and must count.
    if (status !== 0 && counts[1] === 0) sum[1]++
  }
  const [passed, failed, left] = sum
  if (process.env.CLOUDPREM_TEST_SUMMARY) appendFileSync(process.env.CLOUDPREM_TEST_SUMMARY, `${passed} ${failed} ${left}\n`)
  console.log(`${passed} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ''}`)
  process.exitCode = failed > 0 ? 1 : 0
} finally {
  await stage.stop()
}

/** Runs all specs with users who have this Node. */
async function run({title, node}, index) {
  const summary = path.join(work, `summary-${index}`)
  writeFileSync(summary, '')
  const child = spawn(
    process.execPath,
    ['node_modules/mocha/bin/mocha.js', '--timeout', '120000', '--grep', values.grep, ...specs],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        TEST_INSTALL_NODE: node,
        TEST_INSTALL_VERDACCIO: verdaccio,
        TEST_INSTALL_STAGE: stageFile,
        CLOUDPREM_TEST_SUMMARY: summary,
      },
    },
  )
  const chunks = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
  const status = await new Promise((resolve) => child.once('close', resolve))
  // The sum of all legs is the only such line.
  const output = Buffer.concat(chunks)
    .toString()
    .replace(/^\d+ passed, \d+ failed.*\n/gm, '')
  const counts = (readFileSync(summary, 'utf8').trim() || '0 0 0').split(' ').map(Number)
  return {title, status, output, counts}
}
