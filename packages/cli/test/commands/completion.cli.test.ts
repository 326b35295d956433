import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, runCli, temporaryFolder} from '@cloudprem/testing'

/** What is typed on a line, with its Tabs, and the command that comes of it. */
const TYPED = {
  'cloudprem prof\tsh\tde\t --js\t': 'profiles show demo --json',
  'cloudprem org descr\torgc\t -p de\t': 'org describe orgcached -p demo',
  'cloudprem helm templ\t --set membership.dex.configO\tconn\tt\tgith\t --set a=b':
    'helm template --set membership.dex.configOverrides.connectors[0].type=github --set a=b',
  'cloudprem db seed --dsn @ds\t --organization orgd\t --dry-r\t': 'db seed --dsn @dsn.txt --organization orgdemo --dry-run',
  'cloudprem plugins inst\t val\t o\t': 'plugins install values org',
}
const LINES = Object.keys(TYPED)
const RUN = `${Object.values(TYPED).join('\n')}\n`

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
    writeFileSync(
      program,
      [
        '#!/bin/sh',
        // Of a command itself only that it was run.
        `[ "$1" = complete ] || { printf '%s\\n' "$*" >> '${home}/ran'; exit; }`,
        `exec '${process.execPath}' '${repositoryRoot}packages/cli/bin/cloudprem.cjs' "$@"`,
        '',
      ].join('\n'),
    )
    chmodSync(program, 0o755)
    env = {HOME: home, PATH: `${bin}${path.delimiter}${process.env['PATH']}`, TERM: 'dumb'}
    writeFileSync(path.join(home, 'dsn.txt'), '')
    await runCli(['profiles', 'set', 'organization-id', 'orgdemo', '-p', 'demo'], {home})
    // As a login that lists organizations leaves it.
    const cache = path.join(home, '.cache/cloudprem/organizations')
    mkdirSync(cache, {recursive: true})
    writeFileSync(path.join(cache, 'demo.json'), JSON.stringify([{id: 'orgcached', name: "Acme: the 'first'"}]))
  })

  function commandsRun(): string {
    return existsSync(path.join(home, 'ran')) ? readFileSync(path.join(home, 'ran'), 'utf8') : ''
  }

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

  it('completes commands, profiles, organizations, values, connectors and files with Tab in an interactive bash', async function () {
    const script = await scriptOf('bash')

    const result = runShell('bash', ['--norc', '-i'], `source ${script}\n${LINES.join('\n')}\nexit\n`)

    if (!result) this.skip()
    assert.equal(commandsRun(), RUN, result.stdout + result.stderr)
  })

  it('gives bash only what stands after =, which is a border of words there, and keeps the @ before a file', async function () {
    const script = await scriptOf('bash')
    mkdirSync(path.join(home, 'secrets'))
    const ask = (line: string, current: string) =>
      [
        `COMP_LINE='${line}'; COMP_POINT=${line.length}`,
        `_cloudprem cloudprem '${current}'; printf '[%s]' "\${COMPREPLY[@]}"; echo`,
      ].join('\n')

    const result = runShell('bash', [
      '--norc',
      '-c',
      [
        `source ${script}; complete -p cloudprem`,
        ask('cloudprem login --profile=', ''),
        ask('cloudprem login --profile=d', 'd'),
        ask('cloudprem db seed --dsn @ds', '@ds'),
        ask('cloudprem db seed --dsn=@se', '@se'),
        ask('cloudprem db seed --organization ', ''),
      ].join('\n'),
    ])

    if (!result) this.skip()
    assert.equal(
      result.stdout,
      'complete -F _cloudprem cloudprem\n[demo]\n[demo]\n[@dsn.txt]\n[@secrets/]\n[orgdemo][orgcached]\n',
      result.stderr,
    )
  })

  it('completes the same in an interactive zsh', async function () {
    const script = await scriptOf('zsh')
    const typist = path.join(home, 'typist.zsh')
    const type = (line: string, index: number) => [
      `zpty -w -n z $'${line.replaceAll('\t', '\\t')}\\n'`,
      `zpty -w z 'echo d""one${index}'; zpty -r z out '*done${index}*'; print -r -- $out`,
    ]
    writeFileSync(
      typist,
      [
        'zmodload zsh/zpty; zpty z zsh -f -i',
        `zpty -w z 'PS1=; autoload -Uz compinit; compinit -u -D; source ${script}; echo rea""dy'`,
        `zpty -r z out '*ready*'`,
        ...LINES.flatMap(type),
      ].join('\n'),
    )

    const result = runShell('zsh', ['-f', typist])

    if (!result) this.skip()
    assert.equal(commandsRun(), RUN, result.stdout + result.stderr)
  })

  it('completes the same in an interactive fish', async function () {
    const script = await scriptOf('fish')
    // Fish wants a terminal, and `script` of util-linux has one.
    if (!runShell('fish', ['--version']) || !runShell('script', ['--version'])?.stdout.includes('util-linux')) this.skip()

    const fish = `fish --no-config -i -C 'source ${script}'`
    const result = runShell('script', ['-qec', fish, '/dev/null'], `${LINES.join('\r')}\rexit\r`)

    assert.equal(commandsRun(), RUN, result?.stdout)
  })

  it('tells fish what the candidates are', async function () {
    const script = await scriptOf('fish')

    const result = runShell('fish', ['--no-config', '-c', `source ${script}; complete -C 'cloudprem org describe '`])

    if (!result) this.skip()
    assert.equal(result.stdout, "orgcached\tAcme: the 'first'\norgdemo\tof profile demo\n", result.stderr)
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
