// `npm run bench:org [-- --rounds N --cpu-prof FOLDER]`: `org list` and `stacks list` of 10,000 as whole processes, beside a Node
// script that fetches and prints the same with the same token (bench-org/bare-list.mjs), and their memory for 100, 10,000 and 100,000.
//
// A sandbox is filled and logged in to, and gives the bytes of both lists; then a server that only sends these takes its place, since
// the sandbox takes longer for a list than either client, and both would be measured waiting for it. Cases run in turn; every exit
// code is checked, and that both print the same, but for blanks in tables; output goes to a file. CPU: user + system of the process. Medians.
// Memory: the largest resident set.
import {spawn} from 'node:child_process'
import {closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {serveBytes} from './bench-org/byte-server.mjs'
import {recordLists} from './bench-org/recorded-lists.mjs'
import {processUsage} from './process-usage.mjs'

const MANY = 10_000
const LENGTHS = [100, MANY, 100_000]
const WARM_UPS = 2
const root = fileURLToPath(new URL('..', import.meta.url))
const bin = path.join(root, 'packages/cli/bin/cloudprem.cjs')
const bare = path.join(root, 'scripts/bench-org/bare-list.mjs')
const {values: options} = parseArgs({options: {rounds: {type: 'string', default: '11'}, 'cpu-prof': {type: 'string'}}})

const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-bench-'))
process.once('exit', () => rmSync(work, {recursive: true, force: true}))
const [home, out] = ['user', 'out'].map((name) => path.join(work, name))
mkdirSync(home)
// Without the authorities that a company adds: Node reads them anew in each process, ours or not.
const env = {PATH: process.env.PATH, HOME: home}
const usage = processUsage(work)

const {port, lists, subject} = await recordLists({bin, work, env, rows: MANY})
const cases = lists.flatMap((list) =>
  ['table', 'json'].map((output) => ({
    name: `${list.words.join(' ')}, ${output}`,
    commands: {
      ours: [bin, ...list.words, ...(list.flags ?? []), '--output', output],
      bare: [bare, list.url, list.tokenFile, list.key, output, subject],
    },
  })),
)
await serving(MANY, async () => {
  printTimes(await measureTimes())
  if (!options['cpu-prof']) return
  for (const {commands} of cases) {
    // The first run with other options of Node than before leaves the compiled code that the next ones take.
    for (let round = 0; round < WARM_UPS + 1; round++)
      await run(commands.ours, ['--cpu-prof', '--cpu-prof-dir', options['cpu-prof']])
  }
})
printMemory(await measureMemory())

/** While `act` runs, both lists have so many rows. */
async function serving(rows, act) {
  const repeated = (elements) => Array.from({length: rows}, (_, index) => elements[index % elements.length])
  const body = ({elements}) => Buffer.from(JSON.stringify({data: repeated(elements)}))
  const stop = await serveBytes(port, new Map(lists.map((list) => [list.path, body(list)])))
  await act()
  await stop()
}

async function measureTimes() {
  const times = cases.map(() => ({ours: [], bare: []}))
  for (let round = -WARM_UPS; round < Number(options.rounds); round++) {
    for (const [index, one] of cases.entries()) {
      const results = await runBoth(one)
      if (round < 0) continue
      for (const [who, result] of Object.entries(results)) times[index][who].push(result)
    }
  }
  return times
}

async function measureMemory() {
  const peaks = new Map()
  for (const rows of LENGTHS) {
    await serving(rows, async () => {
      for (const one of cases) {
        for (const [who, {mb}] of Object.entries(await runBoth(one))) {
          const name = who === 'ours' ? one.name : `  ${who}`
          peaks.set(`${one.name} ${who}`, {name, mb: [...(peaks.get(`${one.name} ${who}`)?.mb ?? []), mb]})
        }
      }
    })
  }
  return [...peaks.values()]
}

async function runBoth({name, commands}) {
  const results = {bare: await run(commands.bare), ours: await run(commands.ours)}
  // How wide the columns of a table are, ours decides by its first thousand rows.
  const [bare, ours] = [results.bare, results.ours].map(({printed}) => String(printed).replace(/(?<=\S) +/g, ' '))
  if (ours === bare && ours !== '') return results
  const at = [...bare].findIndex((letter, index) => letter !== ours[index])
  throw new Error(`${name}: not the same as by the bare script from letter ${at} on: ${ours.slice(at, at + 200)}`)
}

async function run(args, nodeOptions = []) {
  const file = openSync(out, 'w')
  const started = performance.now()
  const child = spawn(process.execPath, [...nodeOptions, ...usage.options, ...args], {env, stdio: ['ignore', file, 'inherit']})
  const exitCode = await new Promise((resolve) => child.once('close', resolve))
  const ms = performance.now() - started
  closeSync(file)
  if (exitCode !== 0) throw new Error(`${args.join(' ')}: exit code ${exitCode}`)
  return {ms, ...usage.read(), printed: readFileSync(out)}
}

function printTimes(times) {
  const heads = ['wall', 'bare', 'ratio', 'CPU', 'bare', 'ratio'].map((head) => head.padStart(9)).join('')
  console.log(`${`${MANY} rows`.padEnd(19)}${heads}`)
  for (const [index, {name}] of cases.entries()) {
    const cells = ['ms', 'cpuMs'].flatMap((unit) => {
      const [ours, bare] = ['ours', 'bare'].map((who) => median(times[index][who].map((result) => result[unit])))
      return [`${ours.toFixed(0)} ms`, `${bare.toFixed(0)} ms`, (ours / bare).toFixed(2)]
    })
    console.log(`${name.padEnd(19)}${cells.map((cell) => cell.padStart(9)).join('')}`)
  }
}

function printMemory(peaks) {
  console.log(`\n${'rows'.padEnd(19)}${LENGTHS.map((rows) => String(rows).padStart(9)).join('')}`)
  for (const {name, mb} of peaks) {
    console.log(`${name.padEnd(19)}${mb.map((each) => `${each.toFixed(0)} MB`.padStart(9)).join('')}`)
  }
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}
