// `npm run bench:startup`: what a command costs to start, as a ratio to `node -e 0` of the same round.
//
// Every round runs each case once, `node -e 0` first; a case with an exit code other than the expected one fails the bench.
// Wall: median over the rounds of (case / node of that round). CPU: user + system of all runs of the case / of node (Linux).
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

const rounds = Number(process.argv[2] ?? 15)
const warmUps = 2
const bin = new URL('../packages/cli/bin/cloudprem.cjs', import.meta.url).pathname
const home = mkdtempSync(path.join(tmpdir(), 'cloudprem-bench-'))
const values = path.join(home, 'values.yaml')

const cases = [
  {name: 'node -e 0', args: ['-e', '0']},
  {name: '--version', args: [bin, '--version']},
  {name: '--help', args: [bin, '--help']},
  {name: 'profiles list', args: [bin, 'profiles', 'list']},
  {name: 'db seed --help', args: [bin, 'db', 'seed', '--help']},
  {name: 'org list (not logged in)', args: [bin, 'org', 'list'], exitCode: 3},
  {
    name: 'values init',
    args: [bin, 'values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls', '-o', values, '--force'],
  },
]

const walls = cases.map(() => [])
const cpus = cases.map(() => 0)
try {
  for (let round = -warmUps; round < rounds; round++) {
    cases.forEach(({name, args, exitCode = 0}, index) => {
      const cpuBefore = childrenCpuSeconds()
      const started = performance.now()
      const {status, stderr} = spawnSync(process.execPath, args, {
        cwd: home,
        encoding: 'utf8',
        env: {PATH: process.env.PATH, HOME: home, CI: 'true'},
      })
      const wall = performance.now() - started
      if (status !== exitCode) throw new Error(`${name} ended with ${status}, not ${exitCode}:\n${stderr}`)
      if (round < 0) return
      walls[index].push(wall)
      cpus[index] += childrenCpuSeconds() - cpuBefore
    })
  }
} finally {
  rmSync(home, {recursive: true, force: true})
}

const rows = cases.map(({name}, index) => {
  const ratios = walls[index].map((wall, round) => wall / walls[0][round])
  return [
    name,
    `${median(walls[index]).toFixed(0)} ms`,
    median(ratios).toFixed(2),
    cpus[0] > 0 ? (cpus[index] / cpus[0]).toFixed(2) : '-',
  ]
})
console.log(`Node ${process.version}, ${rounds} rounds, every exit code as expected`)
const table = [['case', 'wall', 'wall ratio', 'CPU ratio'], ...rows]
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
for (const row of table)
  console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  '))

/** CPU time of all children that have ended, from the kernel's counters (hundredths of a second); 0 where there are none. */
function childrenCpuSeconds() {
  if (process.platform !== 'linux') return 0
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
