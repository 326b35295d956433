// `npm run test:mocha [-- MOCHA'S OWN ARGUMENTS]`: all tests, in as many mochas beside each other as there are processors. Each takes
// every second (third …) file; the last line is the sum. With arguments it is mocha, and nothing else.
//
// Not mocha's own `--parallel`: its workers run every file with root hooks of its own, and are killed while they tidy up.
import {spawn} from 'node:child_process'
import {createWriteStream, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {availableParallelism, tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {finished} from 'node:stream/promises'

const MOST_AT_ONCE = 4
const SUM = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm
const root = fileURLToPath(new URL('..', import.meta.url))
const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js')
const given = process.argv.slice(2)

if (given.length > 0) process.exitCode = await end(spawn(process.execPath, [mocha, ...given], {cwd: root, stdio: 'inherit'}))
else await runAll()

async function runAll() {
  const files = findTests()
  const count = Math.min(MOST_AT_ONCE, availableParallelism())
  const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-mocha-'))
  process.once('exit', () => rmSync(folder, {recursive: true, force: true}))
  const runs = Array.from({length: count}, (_, place) => {
    const log = path.join(folder, `${place}.log`)
    const share = files.filter((_, index) => index % count === place)
    return {log, exitCode: runShare(share, log, place === 0)}
  })
  const sums = [0, 0, 0]
  let exitCode = 0
  for (const [place, run] of runs.entries()) {
    const ended = await run.exitCode
    const output = readFileSync(run.log, 'utf8')
    // The first was shown as it came.
    if (place > 0) process.stdout.write(output)
    const [, ...counts] = [...output.matchAll(SUM)].at(-1) ?? []
    // A mocha without a sum has not come to its end.
    if (counts.length === 0) console.log(`✗ one of ${count} mochas ended with ${ended}, without a sum`)
    counts.forEach((each, index) => (sums[index] += Number(each ?? 0)))
    if (ended !== 0 || counts.length === 0) exitCode = 1
  }
  const [passed, failed, skipped] = sums
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  process.exitCode = exitCode
}

/** @returns {Promise<number>} the exit code */
async function runShare(files, log, isShown) {
  const child = spawn(process.execPath, [mocha, ...files], {cwd: root, stdio: ['ignore', 'pipe', 'pipe']})
  const file = createWriteStream(log)
  for (const output of [child.stdout, child.stderr]) {
    output.pipe(file, {end: false})
    if (isShown) output.pipe(process.stdout, {end: false})
  }
  const exitCode = await end(child)
  file.end()
  await finished(file)
  return exitCode
}

/** @returns {Promise<number>} the exit code; 1 for a signal */
function end(child) {
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve(code ?? 1)))
}

function findTests() {
  const packages = readdirSync(path.join(root, 'packages')).map((name) => path.join('packages', name, 'test'))
  return [...packages.map((folder) => [folder, '.test.ts']), ['test', '.test.mjs']].flatMap(([folder, ending]) =>
    listFiles(folder, ending),
  )
}

function listFiles(folder, ending) {
  try {
    return readdirSync(path.join(root, folder), {recursive: true})
      .filter((file) => file.endsWith(ending))
      .map((file) => path.join(folder, file))
      .toSorted()
  } catch (error) {
    if (error.code === 'ENOENT') return [] // a package without tests
    throw error
  }
}
