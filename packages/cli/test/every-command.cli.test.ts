import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, runCli, temporaryFolder} from '@cloudprem/testing'

interface Manifest {
  commands: Record<
    string,
    {summary?: string; description?: string; examples?: string[]; flags: Record<string, {env?: string; hidden?: boolean}>}
  >
}

const commands = readdirSync(path.join(repositoryRoot, 'packages')).flatMap((name) => {
  try {
    const manifest = readFileSync(path.join(repositoryRoot, 'packages', name, 'oclif.manifest.json'), 'utf8')
    return Object.entries((JSON.parse(manifest) as Manifest).commands)
  } catch {
    return [] // a package without commands
  }
})

/** These start or stop things on this machine when run without arguments; their own tests run them. */
const actsAlone = new Set(['sandbox:up', 'sandbox:down', 'sandbox:tour'])

describe('every command', function () {
  this.timeout(60_000)
  const home = temporaryFolder()

  it('is found: all packages are built', () => {
    const topics = new Set(commands.map(([id]) => id.split(':')[0]))

    for (const topic of ['login', 'profiles', 'values', 'helm', 'dex', 'org', 'db', 'sandbox'])
      assert.ok(topics.has(topic), topic)
  })

  for (const [id, command] of commands) {
    const words = id.split(':')
    const name = words.join(' ')

    it(`${name}: has a summary, an environment name for each flag, and --help that says so`, async () => {
      assert.ok(command.summary ?? command.description)
      for (const [flag, {env, hidden}] of Object.entries(command.flags)) {
        // A hidden one is another program's word for one that has it.
        if (!hidden && flag !== 'json' && name !== 'help') assert.match(env ?? '', /^CLOUDPREM_/, `--${flag}`)
      }

      const {exitCode, stdout, stderr} = await runCli([...words, '--help'], {home})

      assert.equal(exitCode, 0, stderr)
      assert.match(stdout, /USAGE/)
      if (name !== 'help') assert.match(stdout, /EXAMPLES?/)
    })

    if (name === 'help' || actsAlone.has(id)) continue

    it(`${name}: answers a wrong flag and an empty machine with one JSON document`, async () => {
      const wrong = await runCli([...words, '--no-such-flag', '--json'], {home: temporaryFolder()})
      const bare = await runCli([...words, '--json'], {home: temporaryFolder(), timeoutMs: 30_000})

      assert.equal(wrong.exitCode, 2)
      assert.equal((wrong.json() as {error: {code: string}}).error.code, 'USAGE')
      const document = bare.json() as {error?: {code: string; exitCode: number}}
      assert.equal(bare.exitCode, document.error?.exitCode ?? 0, bare.stdout)
      assert.notEqual(bare.exitCode, 1, 'a defect')
    })
  }
})
