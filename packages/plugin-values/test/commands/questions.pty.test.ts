import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {cliOnTerminal, hasTerminal, temporaryFolder, type Answer} from '@cloudprem/testing'

const DOMAIN = 'Base domain'
const TLS = 'Kubernetes Secret with the certificate'
const DATABASE = 'the bundled PostgreSQL'
const [ENTER, DOWN, CTRL_C, CTRL_U] = ['\r', '\u001B[B', '\u0003', '\u0015']

describe('values commands on a terminal', function () {
  this.timeout(60_000)

  before(function () {
    if (!hasTerminal) this.skip()
  })

  function user() {
    const home = temporaryFolder()
    const file = path.join(home, 'values.yaml')
    return {
      file,
      home,
      read: () => readFileSync(file, 'utf8'),
      // No kubeconfig and no cluster: nothing is offered from one.
      run: (args: string[], answers: Answer[]) => cliOnTerminal(['values', ...args], answers, home),
    }
  }

  describe('values init', () => {
    it('asks for domain, TLS secret and database, and shows the command that would not have asked, in one piece', async () => {
      const {run, read} = user()
      const {exitCode, shown, restored} = await run(
        ['init'],
        [
          [DOMAIN, `formance.example${ENTER}`],
          [TLS, `formance-example-tls${ENTER}`],
          [DATABASE, ENTER],
        ],
      )
      assert.equal(exitCode, 0, shown)
      assert.match(read(), /^ {2}serviceHost: formance\.example$/m)
      assert.match(read(), /secretName: formance-example-tls/)
      assert.match(shown, /^ +cloudprem values init --domain formance\.example --tls-secret formance-example-tls$/m)
      assert.ok(restored)
    })

    it('takes a PostgreSQL of your own, whose password is not shown while it is typed', async () => {
      const {run, read} = user()
      const {exitCode, shown} = await run(
        ['init', '--domain', 'formance.example'],
        [
          [TLS, `tls${ENTER}`],
          [DATABASE, `${DOWN}${ENTER}`],
          ['postgres://USER', `mysql://db.example.net${ENTER}`],
          [
            'it is no URL of the form',
            `${CTRL_U}postgres://cloudprem:somePasswordOfManyLetters@db.example.net/main?sslmode=require${ENTER}`,
          ],
        ],
      )
      assert.equal(exitCode, 0, shown)
      assert.match(read(), /host: db\.example\.net/)
      assert.match(read(), /password: somePasswordOfManyLetters/)
      assert.doesNotMatch(shown, /somePassword/)
      assert.match(shown, /--postgres-url @FILE/)
    })

    it('asks again, and says why, after a wrong answer and after none', async () => {
      const {run, read} = user()
      const {exitCode, shown} = await run(
        ['init', '--tls-secret', 'tls'],
        [
          [DOMAIN, ENTER],
          ['nothing was typed', `https://formance.example${ENTER}`],
          ['it has a scheme', `${CTRL_U}formance.example${ENTER}`],
          [DATABASE, ENTER],
        ],
      )
      assert.equal(exitCode, 0, shown)
      assert.match(read(), /^ {2}serviceHost: formance\.example$/m)
    })

    it('offers the domain of the profile, and Enter takes it', async () => {
      const {run, read} = user()
      const first: Answer[] = [[DATABASE, ENTER]]
      await run(['init'], [[DOMAIN, `formance.example${ENTER}`], [TLS, `tls${ENTER}`], ...first])
      const {exitCode, shown} = await run(['init', '--tls-secret', 'tls', '--force'], [['formance.example', ENTER], ...first])
      assert.equal(exitCode, 0, shown)
      assert.match(read(), /^ {2}serviceHost: formance\.example$/m)
    })

    for (const [at, before] of [
      [DOMAIN, []],
      [TLS, [[DOMAIN, `formance.example${ENTER}`]]],
      [
        DATABASE,
        [
          [DOMAIN, `formance.example${ENTER}`],
          [TLS, `tls${ENTER}`],
        ],
      ],
    ] as [string, Answer[]][]) {
      it(`ends with 130 on Ctrl-C at "${at}", writes nothing, and leaves the terminal as it was`, async () => {
        const {run, home} = user()
        const {exitCode, shown, restored} = await run(['init'], [...before, [at, CTRL_C]])
        assert.equal(exitCode, 130, shown)
        assert.match(shown, /INTERRUPTED/)
        assert.deepEqual(
          readdirSync(home).filter((name) => name.startsWith('values')),
          [],
        )
        assert.equal(existsSync(path.join(home, '.config/cloudprem/profiles.json')), false)
        assert.ok(restored, shown)
      })
    }
  })

  describe('values rotate', () => {
    const OLD = 'portal:\n  config:\n    cookie:\n      secret: oldCookieOldCookieOldCookie\n'
    const QUESTION = 'Replace portal.config.cookie.secret in values.yaml?'

    function withSecret() {
      const one = user()
      writeFileSync(one.file, OLD)
      return one
    }

    it('says what is lost before it asks, and writes on y', async () => {
      const {run, read} = withSecret()
      const {exitCode, shown, restored} = await run(['rotate', 'portal.config.cookie.secret'], [[QUESTION, 'y']])
      assert.equal(exitCode, 0, shown)
      assert.ok(shown.indexOf('the sessions of the portal') < shown.indexOf(QUESTION))
      assert.notEqual(read(), OLD)
      assert.ok(restored)
    })

    for (const [title, keys] of [
      ['Enter, as no is on offer', ENTER],
      ['n', 'n'],
      ['Ctrl-C', CTRL_C],
    ] as const) {
      it(`changes nothing and ends with 130 on ${title}`, async () => {
        const {run, read} = withSecret()
        const {exitCode, shown, restored} = await run(['rotate', 'portal.config.cookie.secret'], [[QUESTION, keys]])
        assert.equal(exitCode, 130, shown)
        assert.equal(read(), OLD)
        assert.ok(restored, shown)
      })
    }
  })
})
