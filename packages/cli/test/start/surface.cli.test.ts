import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, runCli, temporaryFolder} from '@cloudprem/testing'

interface Manifest {
  commands: Record<string, {aliases: string[]; hiddenAliases: string[]}>
}

const packagesFolder = path.join(repositoryRoot, 'packages')
const manifests = readdirSync(packagesFolder).flatMap((name) => {
  try {
    return [JSON.parse(readFileSync(path.join(packagesFolder, name, 'oclif.manifest.json'), 'utf8')) as Manifest]
  } catch {
    return [] // a package without commands
  }
})

/** Ids and aliases of all commands of all packages, as words. */
const commands = manifests
  .flatMap((manifest) =>
    Object.entries(manifest.commands).flatMap(([id, {aliases, hiddenAliases}]) => [id, ...aliases, ...hiddenAliases]),
  )
  .map((id) => id.split(':'))

/** Every beginning of an id that is no command itself: topics, and what a hurried person types. */
const topics = [...new Set(commands.flatMap((words) => words.slice(0, -1).map((_, end) => words.slice(0, end + 1).join(' '))))]

const groups: Record<string, string[][]> = {
  'the page of each command': commands.map((words) => [...words, '--help']),
  'the page of each command with another flag': commands.map((words) => [...words, '--json', '--help']),
  'a wrong flag of each command': commands.map((words) => [...words, '--no-such-flag', '--json']),
  'each command asked of help': commands.map((words) => ['help', ...words]),
  'each command with colons': commands.map((words) => [words.join(':'), '--help']),
  'topics, alone, with --help and mistyped after': topics.flatMap((topic) => [
    topic.split(' '),
    [...topic.split(' '), '--help'],
    [...topic.split(' '), 'no-such'],
    [...topic.split(' '), 'no-such', '--json'],
  ]),
  'the first page in all its forms': [
    [],
    ['--help'],
    ['help'],
    ['-h'],
    ['--help', '--json'],
    ['help', '--help'],
    ['--', '--help'],
  ],
  'the version in all its forms': [['--version'], ['-v'], ['version'], ['--version', '--json'], ['db', '--version']],
  'what is no command': [
    ['vlaues', 'init'],
    ['db', 'sed'],
    ['db', 'seed', 'one-too-many', '--json'],
    ['profiles', 'lst'],
    ['profil'],
    ['', '--help'],
    ['--'],
    ['--', 'db'],
    ['--json'],
    ['--no-such-flag'],
    ['--profile', 'x', 'whoami'],
    ['db', '--json', 'check'],
    ['db', 'check=1'],
    ['constructor'],
    ['db', '__proto__'],
    ['../db', 'check'],
    ['Values', 'init'],
  ],
  'what runs on an empty machine': [
    ['profiles', 'list'],
    ['profiles', 'list', '--json'],
    ['profiles', 'list', '--', '--help'],
    ['profiles', 'show', 'nobody'],
    ['whoami'],
    ['logout', '--json'],
    ['which', 'db', 'check'],
    ['plugins', 'list', '--json'],
    ['complete', '--', 'db', ''],
    ['org', 'list'],
    ['sandbox', 'status'],
    ['sandbox', 'status', '--json'],
    ['values', 'validate', 'none.yaml'],
    ['db', 'check', '--json'],
    ['dex', 'render', 'none.yaml', '--json'],
    ['helm', 'template', '--values', 'none.yaml', '--json'],
  ],
}

describe('a fast start', function () {
  this.timeout(240_000)
  const home = temporaryFolder()

  for (const [title, cases] of Object.entries(groups)) {
    it(`prints byte for byte what plain oclif prints: ${title}`, async () => {
      for (const pair of inPairs(cases)) await Promise.all(pair.map((args) => assertSame(args)))
    })
  }

  async function assertSame(args: string[]): Promise<void> {
    const plain = await runCli(args, {home, env: {CLOUDPREM_NO_FAST_START: '1'}})
    // Twice: the first leaves something for the second.
    for (const attempt of ['first', 'second']) {
      const fast = await runCli(args, {home})

      assert.equal(fast.stdout, plain.stdout, `stdout of "${args.join(' ')}", ${attempt} time`)
      assert.equal(fast.stderr, plain.stderr, `stderr of "${args.join(' ')}", ${attempt} time`)
      assert.equal(fast.exitCode, plain.exitCode, `exit code of "${args.join(' ')}", ${attempt} time`)
    }
  }
})

/** Two at once: machines have two processors. */
function inPairs<T>(all: T[]): T[][] {
  return all.flatMap((_, index) => (index % 2 === 0 ? [all.slice(index, index + 2)] : []))
}
