// `npm run bench:values [-- --rounds N]`: what `values validate` costs as a whole process, beside `helm lint` and `helm template` of a
// chart with the same values, and how it grows with the length of a file.
//
// The values are all of the rehearsal chart and of the charts in it, with their comments (`values show`). Wall time: median of the
// rounds, run in turn; every exit code is checked. Growth is told in CPU time too, which other work on the machine hardly changes.
// Memory: the largest resident set, as the kernel counts it.
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {homedir, tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {processUsage} from './process-usage.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = path.join(root, 'packages/cli/bin/cloudprem.cjs')
const chart = path.join(root, 'packages/plugin-sandbox/charts/cloudprem')
const {values: options} = parseArgs({options: {rounds: {type: 'string', default: '9'}, helm: {type: 'string'}}})
const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-bench-'))
process.once('exit', () => rmSync(work, {recursive: true, force: true}))
const env = {PATH: process.env.PATH, HOME: work, CI: 'true'}

const usage = processUsage(work)

const full = path.join(work, 'full.yaml')
writeFileSync(full, cloudprem(['values', 'show', '--chart', 'sandbox'], [0]).stdout)
const written = path.join(work, 'written.yaml')
cloudprem(['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls', '-o', written], [0])

compareWithHelm()
measureGrowth()

function compareWithHelm() {
  const helm = findHelm()
  const cases = [
    {name: 'cloudprem values validate', run: () => cloudprem(['values', 'validate', full], [0, 4])},
    ...(helm
      ? [
          {name: 'helm lint', run: () => run(helm, ['lint', chart, '--values', full, '--values', written])},
          {name: 'helm template', run: () => run(helm, ['template', 'cloudprem', chart, '--values', full, '--values', written])},
        ]
      : []),
  ]
  const times = cases.map(() => [])
  for (let round = -2; round < Number(options.rounds); round++) {
    cases.forEach(({run}, index) => {
      const started = performance.now()
      run()
      if (round >= 0) times[index].push(performance.now() - started)
    })
  }
  cases.forEach(({name}, index) => console.log(`${name.padEnd(28)} ${median(times[index]).toFixed(0).padStart(6)} ms`))
  if (!helm) console.log('helm is not there to be compared with: --helm FILE')
}

/** The same kind of file, longer and longer: time and memory for each line must not grow with it. */
function measureGrowth() {
  console.log(`\n${['lines', 'time', 'CPU', 'CPU a line', 'memory'].map((title) => title.padStart(10)).join(' ')}`)
  for (const lines of [1000, 10_000, 50_000, 100_000]) {
    const file = path.join(work, `${lines}.yaml`)
    writeFileSync(file, longFile(lines))
    const {ms, cpuMs, mb} = measured(['values', 'validate', file])
    const cells = [
      lines,
      `${ms.toFixed(0)} ms`,
      `${cpuMs.toFixed(0)} ms`,
      `${((1000 * cpuMs) / lines).toFixed(0)} µs`,
      `${mb.toFixed(0)} MB`,
    ]
    console.log(cells.map((cell) => String(cell).padStart(10)).join(' '))
  }
}

/** A map of maps with comments, under a key that the chart does not know (one finding). */
function longFile(lines) {
  const blocks = Array.from({length: Math.floor((lines - 1) / 4)}, (_, index) =>
    [`    # setting ${index}`, `    key${index}:`, `      name: "value ${index}"`, `      number: ${index}`].join('\n'),
  )
  return `membership:\n  podAnnotations:\n${blocks.join('\n')}\n`
}

function measured(args) {
  const started = performance.now()
  run(process.execPath, [...usage.options, bin, ...args], [0, 4])
  return {ms: performance.now() - started, ...usage.read()}
}

function cloudprem(args, exitCodes) {
  return run(process.execPath, [bin, ...args], exitCodes)
}

function run(program, args, exitCodes = [0]) {
  const result = spawnSync(program, args, {cwd: work, env, encoding: 'utf8', maxBuffer: 1e9})
  if (exitCodes.includes(result.status)) return result
  throw new Error(
    `${path.basename(program)} ${args.join(' ')} ended with ${result.status ?? result.signal}: ${result.stderr}${result.stdout}`,
  )
}

/** The one given, the one that the tests have unpacked, or the one on the PATH. */
function findHelm() {
  if (options.helm) return options.helm
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  const cache =
    process.env.CLOUDPREM_TEST_CACHE ?? path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'cloudprem-tests')
  const unpacked = path.join(cache, 'kubectl-layer/2.2.2/helm')
  return [unpacked, ...folders].map((folder) => path.join(folder, 'helm')).find((file) => existsSync(file))
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
