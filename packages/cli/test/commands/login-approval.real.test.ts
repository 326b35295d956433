import assert from 'node:assert/strict'
import {chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {
  approve,
  hasTerminal,
  onTerminal,
  repositoryRoot,
  runCli,
  startFaultyMembership,
  startSandbox,
  temporaryFolder,
} from '@cloudprem/testing'

const bin = path.join(repositoryRoot, 'packages/cli/bin/cloudprem.cjs')
const email = 'ops@acme.example'

/** A browser that only writes down what it was to open. */
function browserIn(home: string): {env: Record<string, string>; opened: () => string} {
  const folder = path.join(home, 'bin')
  mkdirSync(folder, {recursive: true})
  const file = path.join(home, 'opened')
  const program = path.join(folder, 'xdg-open')
  writeFileSync(program, `#!/bin/sh\necho "$1" >> '${file}'\n`)
  chmodSync(program, 0o755)
  return {
    env: {PATH: `${folder}:${process.env['PATH']}`, HOME: home},
    opened: () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
  }
}

describe('the approval page of a login', function () {
  this.timeout(90_000)

  it('is shown as a QR code with --qr, on 80 columns, beside its address and code', async () => {
    const membership = await startFaultyMembership()
    try {
      const {exitCode, stderr} = await runCli(['login', '--membership-uri', membership.membershipUri, '--qr', '--json'], {
        home: temporaryFolder(),
      })

      assert.equal(exitCode, 0, stderr)
      const code = stderr.split('\n').filter((line) => /^[ █▀▄]{20,}$/.test(line))
      assert.ok(code.length >= 12, stderr)
      assert.ok(code.every((line) => line.length <= 80 && line.length === code[0]?.length))
      assert.match(stderr, /^Open {2}http:\S+\nCode {2}BCDF-GHJK/)
    } finally {
      await membership.stop()
    }
  })

  it('comes from the server and cannot steer the terminal', async () => {
    const membership = await startFaultyMembership()
    try {
      const body = JSON.stringify({
        device_code: 'the-device-code',
        user_code: 'A\u001b[2J\u0007B',
        verification_uri: 'http://127.0.0.1/device',
        verification_uri_complete: 'http://127.0.0.1/\u001b]0;owned\u0007',
        expires_in: 600,
        interval: 1,
      })
      membership.fail('POST /device_authorization', {status: 200, body})
      const {stderr} = await runCli(['login', '--membership-uri', membership.membershipUri], {home: temporaryFolder()})

      // eslint-disable-next-line no-control-regex -- that is what must not be there
      assert.doesNotMatch(stderr, /[\u0000-\u0009\u000b-\u001f\u007f]/)
      assert.match(stderr, /Code {2}A\[2JB/)
    } finally {
      await membership.stop()
    }
  })

  it('is opened in no browser where there is no terminal', async () => {
    const membership = await startFaultyMembership()
    try {
      const home = temporaryFolder()
      const {env, opened} = browserIn(home)
      const {exitCode} = await runCli(['login', '--membership-uri', membership.membershipUri], {home, env})

      assert.equal(exitCode, 0)
      assert.equal(opened(), '')
    } finally {
      await membership.stop()
    }
  })

  for (const [args, isOpened] of [
    [[], true],
    [['--no-browser'], false],
  ] as const) {
    it(`is ${isOpened ? '' : 'not '}opened in a browser on a terminal ${isOpened ? 'without' : 'with'} --no-browser`, async function () {
      if (!hasTerminal) this.skip()
      const sandbox = await startSandbox({api: 3, home: temporaryFolder()})
      try {
        const home = temporaryFolder()
        const {env, opened} = browserIn(home)
        let page: string | undefined
        const {exitCode, shown} = await onTerminal([bin, 'login', '--membership-uri', sandbox.membershipUri, ...args], {
          env,
          cwd: home,
          columns: 80,
          answers: [['waiting', '']],
          onQuestion: (text) => {
            page ??= /^Open\s+(\S+)\n/m.exec(text)?.[1]
            if (page) void approve(page, email)
          },
        })

        assert.equal(exitCode, 0, shown)
        assert.match(shown, /Logged in as ops@acme\.example/)
        assert.ok(
          shown.split('\n').every((line) => line.length <= 80),
          shown,
        )
        assert.equal(opened(), isOpened ? `${page}\n` : '')
      } finally {
        await sandbox.stop()
      }
    })
  }
})
