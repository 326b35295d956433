// `npm run bench:startup [-- --rounds N --node PATH --levers --check]`: what a command costs to start, as a ratio to `node -e 0` of the
// same rounds.
//
// Every round runs each case once, `node -e 0` first; a case with an exit code other than the expected one fails the bench.
// Output goes to /dev/null. CPU: user + system, as bash's `times` has it (milliseconds, needs bash). Both ratios are the median
// over the rounds of (case / node of that round). `--levers` runs each case as plain oclif too (CLOUDPREM_NO_FAST_START=1).
// `--check` fails when a CPU ratio is more than 15 % above that in startup-budget.json; it measures a second time before it says so.
import {spawn, spawnSync} from 'node:child_process'
import {appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'

const MAY_GROW = 1.15
const WARM_UPS = 3
const root = fileURLToPath(new URL('..', import.meta.url))
const {values: options} = parseArgs({
  options: {
    rounds: {type: 'string', default: '15'},
    node: {type: 'string', default: process.execPath},
    levers: {type: 'boolean', default: false},
    check: {type: 'boolean', default: false},
  },
})
const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-bench-'))
process.once('exit', () => rmSync(work, {recursive: true, force: true}))

const init = ['values', 'init', '--domain', 'formance.example', '--tls-secret', 'tls', '-o', path.join(work, 'v.yaml'), '--force']
const onePlugin = installHost('one', ['plugin-sandbox'])
const sixPlugins = installHost('six', [
  'plugin-sandbox',
  'plugin-db',
  'plugin-dex',
  'plugin-helm',
  'plugin-organizations',
  'plugin-values',
])

const otherProvider = [
  '--oidc-issuer',
  'https://id.formance.example',
  '--oidc-client-id',
  'cloudprem',
  '--oidc-client-secret',
  '@secret',
]
writeFileSync(path.join(work, 'secret'), 'Zae3aeCh9ohlee4aif4U')

/** As users have it; in the sources the plugins are links, which are to be looked up each time. */
const bin = sixPlugins

/** The part of `values init` that no start can make faster: one bcrypt hash, of the least cost that Dex logs in. */
const hash = `require(${JSON.stringify(path.join(root, 'node_modules/bcryptjs'))}).hashSync('ahCaip4eiquaeYahngu7aiFo', 10)`

const commands = [
  {name: '--version', args: ['--version']},
  {name: '--help', args: ['--help']},
  {name: 'db seed --help', args: ['db', 'seed', '--help']},
  {name: 'profiles list', args: ['profiles', 'list', '--json']},
  {name: 'sandbox status (none runs)', args: ['sandbox', 'status', '--json'], exitCode: 3},
  {name: 'org list (not logged in)', args: ['org', 'list'], exitCode: 3},
  {name: 'values init', args: init},
  {name: 'values init, without a user of Dex', args: [...init, ...otherProvider]},
]
const cases = [
  {name: 'node -e 0', command: ['-e', '0']},
  ...commands.flatMap(({name, args, exitCode}) => [
    {name, command: [bin, ...args], exitCode},
    ...(options.levers ? [{name: `${name}, plain`, command: [bin, ...args], exitCode, env: {CLOUDPREM_NO_FAST_START: '1'}}] : []),
  ]),
  {name: 'one bcrypt hash', command: ['-e', hash]},
  {name: 'sandbox status, 1 plugin', command: [onePlugin, 'sandbox', 'status', '--json'], exitCode: 3},
  {name: 'sandbox status, 6 plugins', command: [sixPlugins, 'sandbox', 'status', '--json'], exitCode: 3},
]

const version = spawnSync(options.node, ['--version'], {encoding: 'utf8'}).stdout.trim()
let rows = await measure(Number(options.rounds))
print(rows)
if (options.check) {
  let grown = findGrown(rows)
  if (grown.length > 0) {
    console.log('\nMeasured again, since something grew:')
    rows = await measure(Number(options.rounds) * 2)
    print(rows)
    grown = findGrown(rows)
  }
  for (const {name, cpu, budget} of grown) console.log(`✗ ${name}: ${cpu.toFixed(2)}, more than 15 % above ${budget}`)
  if (process.env.CLOUDPREM_TEST_SUMMARY) {
    appendFileSync(process.env.CLOUDPREM_TEST_SUMMARY, grown.length > 0 ? '0 1 0\n' : '1 0 0\n')
  }
  console.log(grown.length > 0 ? '0 passed, 1 failed' : '1 passed, 0 failed')
  process.exitCode = grown.length > 0 ? 1 : 0
}

/** A host as npm installs it, with these plugins beside it. */
function installHost(name, plugins) {
  const scope = path.join(work, name, 'node_modules/@cloudprem')
  for (const each of ['cli', 'core', ...plugins]) {
    for (const part of ['package.json', 'oclif.manifest.json', 'bin', 'dist']) {
      mkdirSync(path.join(scope, each), {recursive: true})
      try {
        cpSync(path.join(root, 'packages', each, part), path.join(scope, each, part), {recursive: true})
      } catch (error) {
        if (error.code !== 'ENOENT') throw error // not every package has commands
      }
    }
  }
  return path.join(scope, 'cli/bin/cloudprem.cjs')
}

async function measure(rounds) {
  const runs = cases.map(() => [])
  const shell = startShell()
  for (let round = -WARM_UPS; round < rounds; round++) {
    for (const [index, each] of cases.entries()) {
      const run = await shell.run(each)
      if (round >= 0) runs[index].push(run)
    }
  }
  shell.end()
  const ratio = (index, key) => median(runs[index].map((run, round) => run[key] / runs[0][round][key]))
  return cases.map(({name}, index) => ({
    name,
    ms: median(runs[index].map(({wall}) => wall)),
    wall: ratio(index, 'wall'),
    cpu: ratio(index, 'cpu'),
  }))
}

/** One bash for all runs: it tells what its children have used by the millisecond, the kernel's files by the hundredth. */
function startShell() {
  const bash = spawn('bash', [], {
    cwd: work,
    env: {PATH: process.env.PATH, SHELL: '/bin/sh', CI: 'true'},
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface(bash.stdout)[Symbol.asyncIterator]()
  const read = async () => (await lines.next()).value ?? ''
  let used = 0
  return {
    async run(each) {
      const {name, command, exitCode = 0, env} = each
      const variables = Object.entries({HOME: homeOf(command[0]), ...env}).map(([key, value]) => `${key}=${quoted(value)}`)
      const words = [...variables, quoted(options.node), ...command.map(quoted)]
      const started = performance.now()
      bash.stdin.write(`${words.join(' ')} >/dev/null 2>&1; echo $?\n`)
      const status = await read()
      const wall = performance.now() - started
      if (status !== String(exitCode)) throw new Error(`${name} ended with ${status}, not ${exitCode}: ${stderrOf(each)}`)
      bash.stdin.write('times\n')
      await read() // of the shell itself
      const before = used
      used = secondsOf(await read())
      return {wall, cpu: used - before}
    },
    end: () => bash.stdin.end(),
  }
}

/** Of `0m1.234s 0m0.567s`, user and system. */
function secondsOf(line) {
  return [...line.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, minutes, seconds]) => sum + 60 * minutes + Number(seconds), 0)
}

function stderrOf({command, env}) {
  const all = {PATH: process.env.PATH, HOME: homeOf(command[0]), SHELL: '/bin/sh', CI: 'true', ...env}
  return spawnSync(options.node, command, {cwd: work, encoding: 'utf8', env: all}).stderr
}

function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

/** Of each host its own: hosts that share one take each other's records in turn. */
function homeOf(program) {
  return path.join(work, program === onePlugin ? 'home-one' : 'home-six')
}

function print(rows) {
  console.log(`Node ${version}, every exit code as expected`)
  const table = [
    ['case', 'wall', 'wall ratio', 'CPU ratio', 'budget'],
    ...rows.map(({name, ms, wall, cpu}) => [
      name,
      `${ms.toFixed(0)} ms`,
      wall.toFixed(2),
      cpu.toFixed(2),
      String(budgetOf(name) ?? ''),
    ]),
  ]
  const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)))
  for (const row of table)
    console.log(
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  ')
        .trimEnd(),
    )
  const [one, six] = ['1 plugin', '6 plugins'].map((end) => rows.find(({name}) => name.endsWith(end)).cpu)
  console.log(`One idle plugin: ${(((six - one) / 5 / one) * 100).toFixed(1)} %`)
}

function findGrown(rows) {
  return rows
    .map((row) => ({...row, budget: budgetOf(row.name)}))
    .filter(({cpu, budget}) => budget !== undefined && cpu > budget * MAY_GROW)
}

/** The ratio that was measured when it was last changed on purpose. */
function budgetOf(name) {
  const budgets = JSON.parse(readFileSync(path.join(root, 'scripts/startup-budget.json'), 'utf8'))
  return budgets[/^v(\d+)/.exec(version)[1]]?.[name]
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}
