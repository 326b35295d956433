import {findExecutable, isCloudpremError, run} from '@cloudprem/core'
import {startPostgres, temporaryFolder, type TestPostgres} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {chmodSync, copyFileSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {SSL_MODES, type SslMode} from '../../src/connection/target.js'
import {useDatabases} from '../databases.js'
import {withConnection} from '../with-connection.js'

const FIXTURES = fileURLToPath(new URL('../fixtures/tls', import.meta.url))
const fixture = (name: string): string => path.join(FIXTURES, name)

type Outcome = 'plain' | 'tls' | 'refused'

/** What the manual of libpq says of a server, an authority and a name (PostgreSQL manual, "SSL Mode Descriptions"). */
function expected(
  mode: SslMode,
  server: 'plain' | 'tls',
  authority: 'none' | 'right' | 'wrong',
  name: 'right' | 'wrong',
): Outcome {
  const verifies = mode === 'verify-ca' || mode === 'verify-full'
  if (verifies && authority === 'none') return 'refused'
  if (mode === 'disable' || mode === 'allow') return 'plain'
  if (server === 'plain') return mode === 'prefer' ? 'plain' : 'refused'
  if (authority === 'wrong') return mode === 'prefer' ? 'plain' : 'refused'
  return mode === 'verify-full' && name === 'wrong' ? 'refused' : 'tls'
}

describe('TLS by sslmode', function () {
  this.timeout(180_000)
  const databases = useDatabases()
  let plain: TestPostgres
  let psql: string | undefined

  before(async () => {
    ;[plain, psql] = await Promise.all([startPostgres(), findExecutable('psql')])
    await databases.serveTls()
    const lines = readFileSync(fixture('ca.crt'), 'utf8').trim().split('\n')
    await databases.admin(`copy (values ${lines.map((line) => `('${line}')`).join(',')}) to program 'cat > client-ca.crt'`)
    await databases.admin(`alter system set ssl_ca_file = 'client-ca.crt'`)
    const rules = ['hostssl demands all all scram-sha-256 clientcert=verify-ca', 'hostnossl demands all all reject']
    const values = rules.map((rule) => `('${rule}')`).join(',')
    await databases.admin(`copy (values ${values}) to program 'cat - pg_hba.conf > new.conf; mv new.conf pg_hba.conf'`)
    await databases.admin('select pg_reload_conf()')
    await databases.admin('create database demands owner formance')
  })
  after(() => plain.stop())

  /** How we come in, and psql with the same parameters where there is one. */
  async function outcomes(dsn: string): Promise<{ours: Outcome; psqls: Outcome | undefined}> {
    const SEEN = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'
    const ours = await withConnection(dsn, async (connection): Promise<Outcome> => {
      const {rows} = await connection.query<{ssl: boolean}>(SEEN)
      assert.equal(connection.tls.on, rows[0]?.ssl, 'what is told is what is')
      return connection.tls.on ? 'tls' : 'plain'
    }).catch((error: unknown): Outcome => {
      assert.ok(isCloudpremError(error), String(error))
      return 'refused'
    })
    if (psql === undefined) return {ours, psqls: undefined}
    const {exitCode, stdout} = await run(psql, ['-XAtc', SEEN, dsn], {env: {HOME: temporaryFolder()}})
    return {ours, psqls: exitCode === 0 ? (stdout.trim() === 't' ? 'tls' : 'plain') : 'refused'}
  }

  const dsnOf = (base: string, parameters: Record<string, string | undefined>, database?: string): string => {
    const url = new URL(base)
    if (database !== undefined) url.pathname = `/${database}`
    url.search = ''
    for (const [key, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(key, value)
    return url.toString()
  }

  for (const mode of SSL_MODES) {
    it(`${mode}: plain or TLS, whatever authority and name, as the manual has it and psql does`, async () => {
      for (const server of ['plain', 'tls'] as const) {
        for (const authority of ['none', 'right', 'wrong'] as const) {
          for (const name of ['right', 'wrong'] as const) {
            const base = server === 'plain' ? plain.dsn : databases.postgres.dsn
            const dsn = dsnOf(base, {
              sslmode: mode,
              host: name === 'right' ? 'localhost' : '127.0.0.1',
              sslrootcert: {none: undefined, right: fixture('ca.crt'), wrong: fixture('other-ca.crt')}[authority],
            })
            const seen = await outcomes(dsn)
            const what = `${mode}, server ${server}, authority ${authority}, name ${name}`
            assert.equal(seen.ours, expected(mode, server, authority, name), what)
            if (seen.psqls !== undefined) assert.equal(seen.ours, seen.psqls, `psql: ${what}`)
          }
        }
      }
    })
  }

  it('shows a client certificate where one is demanded, and comes in with none but the right one', async function () {
    const folder = temporaryFolder()
    for (const key of ['client.key', 'other-client.key', 'client-encrypted.key']) {
      copyFileSync(fixture(key), path.join(folder, key))
      chmodSync(path.join(folder, key), 0o600)
    }
    const shown = {
      none: {},
      right: {sslcert: fixture('client.crt'), sslkey: path.join(folder, 'client.key')},
      wrong: {sslcert: fixture('other-client.crt'), sslkey: path.join(folder, 'other-client.key')},
      encrypted: {
        sslcert: fixture('client.crt'),
        sslkey: path.join(folder, 'client-encrypted.key'),
        sslpassword: 'key-password-4711',
      },
    }
    for (const mode of SSL_MODES) {
      for (const [what, certificate] of Object.entries(shown)) {
        const dsn = dsnOf(
          databases.postgres.dsn,
          {sslmode: mode, host: 'localhost', sslrootcert: fixture('ca.crt'), ...certificate},
          'demands',
        )
        const seen = await outcomes(dsn)
        const comesIn = mode !== 'disable' && (what === 'right' || what === 'encrypted')
        assert.equal(seen.ours, comesIn ? 'tls' : 'refused', `${mode}, ${what}`)
        if (seen.psqls !== undefined) assert.equal(seen.ours, seen.psqls, `psql: ${mode}, ${what}`)
      }
    }
  })

  const refused: [title: string, parameters: Record<string, string>, text: RegExp, hint: RegExp][] = [
    [
      'a certificate that was taken back',
      {sslmode: 'verify-ca', sslrootcert: fixture('ca.crt'), sslcrl: fixture('revoked.crl')},
      /certificate revoked/i,
      /sslrootcert/,
    ],
    [
      'a root certificate that is not there',
      {sslmode: 'require', sslrootcert: '/nowhere/ca.crt'},
      /\/nowhere\/ca\.crt cannot be read/,
      /^$/,
    ],
    [
      'a mode that verifies without an authority',
      {sslmode: 'verify-full'},
      /sslmode=verify-full wants to know an authority/,
      /sslrootcert=system/,
    ],
    [
      'a certificate of an authority that the system does not know',
      {sslmode: 'verify-full', sslrootcert: 'system'},
      /TLS: .*(issuer|self-signed|unable to verify)/i,
      /sslrootcert=FILE/,
    ],
    [
      'a certificate for another name',
      {sslmode: 'verify-full', sslrootcert: fixture('ca.crt'), host: '127.0.0.1'},
      /another name than 127\.0\.0\.1/,
      /hostaddr=127\.0\.0\.1/,
    ],
    [
      'an encrypted key without its password',
      {sslmode: 'require', sslcert: fixture('client.crt'), sslkey: 'encrypted'},
      /is encrypted, and its password was not given/,
      /sslpassword/,
    ],
    [
      'a key that others may read',
      {sslmode: 'require', sslcert: fixture('client.crt'), sslkey: 'open'},
      /is not private/,
      /chmod 0600/,
    ],
  ]
  for (const [title, parameters, text, hint] of refused) {
    it(`says what is wrong with ${title}`, async () => {
      const key = path.join(temporaryFolder(), 'client.key')
      copyFileSync(fixture('client-encrypted.key'), key)
      chmodSync(key, parameters['sslkey'] === 'open' ? 0o644 : 0o600)
      const dsn = dsnOf(databases.postgres.dsn, {
        host: 'localhost',
        ...parameters,
        ...(parameters['sslkey'] !== undefined && {sslkey: key}),
      })
      await assert.rejects(
        withConnection(dsn, () => Promise.resolve()),
        (error) => {
          assert.ok(isCloudpremError(error), String(error))
          assert.match(error.message, text)
          assert.match(error.hints.join('\n'), hint)
          return true
        },
      )
    })
  }

  it('verifies the name of a server that is reached at another address', async () => {
    const dsn = dsnOf(databases.postgres.dsn, {
      sslmode: 'verify-full',
      sslrootcert: fixture('ca.crt'),
      host: 'localhost',
      hostaddr: '127.0.0.1',
    })
    assert.deepEqual(await withConnection(dsn, ({tls}) => Promise.resolve(tls)), {on: true, verified: true})
  })
})
