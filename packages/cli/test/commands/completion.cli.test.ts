import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, runCli, temporaryFolder} from '@cloudprem/testing'

/** Types what needs three completions (`profiles`, `show`, the profile), and runs the command that came of it. */
const KEYS = 'cloudprem prof\tsh\tde\t --js\t\n'

describe('cloudprem completion', function () {
  this.timeout(60_000)
  let home: string
  let env: NodeJS.ProcessEnv

  beforeEach(async () => {
    home = temporaryFolder()
    // The shells find the CLI on the PATH, as a user's do.
    const bin = path.join(home, 'bin')
    mkdirSync(bin)
    const program = path.join(bin, 'cloudprem')
    writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${repositoryRoot}packages/cli/bin/cloudprem.cjs' "$@"\n`)
    chmodSync(program, 0o755)
    env = {HOME: home, PATH: `${bin}${path.delimiter}${process.env['PATH']}`, TERM: 'dumb'}
    await runCli(['profiles', 'set', 'organization-id', 'orgdemo', '-p', 'demo'], {home})
  })

  /** Prints the script of a shell and keeps it in a file. */
  async function scriptOf(shell: string): Promise<string> {
    const {exitCode, stdout, stderr} = await runCli(['completion', shell], {home})
    assert.equal(exitCode, 0, stderr)
    const file = path.join(home, `completion.${shell}`)
    writeFileSync(file, stdout)
    return file
  }

  function runShell(shell: string, args: string[], input?: string) {
    const {error, stdout, stderr} = spawnSync(shell, args, {env, cwd: home, input, encoding: 'utf8', timeout: 50_000})
    if (error && 'code' in error && error.code === 'ENOENT') return undefined
    assert.ifError(error)
    return {stdout, stderr}
  }

  it('completes a whole command with Tab in an interactive bash', async function () {
    const script = await scriptOf('bash')

    const result = runShell('bash', ['--norc', '-i'], `source ${script}\n${KEYS}exit\n`)

    if (!result) this.skip()
    assert.match(result.stderr, /cloudprem profiles show demo {2}--json/)
    assert.match(result.stdout, /"organizationId": "orgdemo"/)
  })

  it('gives bash only what stands after = and @, which are borders of words there', async function () {
    const script = await scriptOf('bash')
    writeFileSync(path.join(home, 'dsn.txt'), '')
    const ask = (line: string, ...words: string[]) =>
      [
        `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; COMP_LINE='${line}'; COMP_POINT=${line.length}`,
        `_cloudprem; printf '[%s]' "\${COMPREPLY[@]}"; echo`,
      ].join('\n')

    const result = runShell('bash', [
      '--norc',
      '-c',
      [
        `source ${script}; complete -p cloudprem`,
        ask('cloudprem login --profile=', 'cloudprem', 'login', '--profile', '='),
        ask('cloudprem login --profile=d', 'cloudprem', 'login', '--profile', '=', 'd'),
        ask('cloudprem db seed --dsn @ds', 'cloudprem', 'db', 'seed', '--dsn', '@', 'ds'),
        ask('cloudprem db seed --organization ', 'cloudprem', 'db', 'seed', '--organization', ''),
      ].join('\n'),
    ])

    if (!result) this.skip()
    assert.equal(result.stdout, 'complete -F _cloudprem cloudprem\n[demo]\n[demo]\n[dsn.txt]\n[orgdemo]\n', result.stderr)
  })

  it('completes a whole command with Tab in an interactive zsh', async function () {
    const script = await scriptOf('zsh')
    const typist = path.join(home, 'typist.zsh')
    writeFileSync(
      typist,
      [
        'zmodload zsh/zpty; zpty z zsh -f -i',
        `zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; source ${script}; echo rea""dy'`,
        `zpty -r z out '*ready*'`,
        `zpty -w -n z $'${KEYS.replaceAll('\t', '\\t').replace('\n', '\\n')}'`,
        `zpty -w z 'echo d""one'; zpty -r z out '*done*'; print -r -- $out`,
      ].join('\n'),
    )

    const result = runShell('zsh', ['-f', typist])

    if (!result) this.skip()
    assert.match(result.stdout, /"organizationId": "orgdemo"/, result.stderr)
  })

  it('completes commands, profiles, paths and files in fish', async function () {
    const script = await scriptOf('fish')
    writeFileSync(path.join(home, 'dsn.txt'), '')
    const lines = ['profiles use ', 'db s', 'helm install --set membership.dex.ena', 'db seed --dsn=@ds']

    const result = runShell('fish', [
      '--no-config',
      '-c',
      `source ${script}; ${lines.map((line) => `complete -C "cloudprem ${line}"`).join('; ')}`,
    ])

    if (!result) this.skip()
    assert.equal(result.stdout.replaceAll(/\t.*/g, ''), 'demo\nseed\nmembership.dex.enabled=\n--dsn=@dsn.txt\n', result.stderr)
  })

  it('registers a completer for PowerShell', async () => {
    const {stdout} = await runCli(['completion', 'powershell'], {home})

    assert.match(stdout, /^Register-ArgumentCompleter -Native -CommandName cloudprem/m)
  })

  it('still completes commands when profiles.json is damaged', async () => {
    writeFileSync(path.join(home, '.config/cloudprem/profiles.json'), '{')

    const {exitCode, stdout} = await runCli(['complete', '--', 'profiles', 'u'], {home})

    assert.equal(exitCode, 0)
    assert.match(stdout, /^words\nuse\t/)
  })
})
