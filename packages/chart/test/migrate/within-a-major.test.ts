import assert from 'node:assert/strict'
import {checkValues, migrateValues, parseValues, valueAt, type Migration} from '../../src/index.js'

const SECRET = 'generatedSecretOfThisTest0123456'
const PLACE = {release: 'cloudprem', namespace: 'formance-system', generateSecret: () => SECRET}
const migrate = (text: string, from: string, to: string): Migration => migrateValues(text, {...PLACE, from, to})
const at = (migration: Migration, path: string) => valueAt(parseValues(migration.text).values, path)

const FILE = `# mine
global:
  serviceHost: acme.example   # ours
  monitoring:
    batch: true # of the traces
membership:
  dex:
    enabled: true
`

describe('migrating a values file within a major', () => {
  it('gives console v3, which 3.14.0 deploys, its secrets, and asks for its certificate', () => {
    const migrated = migrate(FILE, '3.0.0', '3.20.1')
    assert.equal(at(migrated, 'console-v3.config.cookie.encryptionKey'), SECRET)
    assert.equal(at(migrated, 'global.platform.consoleV3.oauth.client.secret'), SECRET)
    assert.ok(migrated.decisions.some(({path}) => path === 'console-v3.ingress.tls'))
    const left = checkValues(migrated.text, {chartVersion: '3.20.1'}).findings.filter(({path}) => /console-?v3/i.test(path))
    assert.deepEqual(
      left.filter(({rule}) => rule === 'default-secret'),
      [],
    )
  })

  it('does not where console v3 was on, or is off', () => {
    for (const text of ['true', 'false'].map((on) =>
      `${FILE.trimEnd()}\nconsole-v3: {}\n`.replace('  serviceHost', `  platform: {consoleV3: {enabled: ${on}}}\n  serviceHost`),
    )) {
      assert.equal(at(migrate(text, '3.0.0', '3.20.1'), 'console-v3.config.cookie'), undefined)
    }
    assert.equal(at(migrate(FILE, '3.14.0', '3.20.1'), 'console-v3'), undefined)
  })

  it('moves a key that a minor moved, with its comment, once it has done so', () => {
    const migrated = migrate(FILE, '3.0.0', '3.19.1')
    assert.match(migrated.text, /traces:\n {6}batch: true # of the traces\n/)
    assert.equal(at(migrate(FILE, '3.0.0', '3.19.0'), 'global.monitoring.batch'), true)
    assert.match(migrated.text, /^# mine\nglobal:\n {2}serviceHost: acme\.example {3}# ours\n/)
    assert.ok(migrated.changes.every(({step}) => step === '3.0.0→3.19.1' || step === '→3.19.1'))
  })

  it('tells Dex of 3.20.3 the ssl mode of the bundled database, as validate asks for', () => {
    const ssl = (text: string) => checkValues(text, {chartVersion: '3.20.3'}).findings.filter(({rule}) => rule === 'dex-ssl-mode')
    assert.equal(ssl(FILE).length, 1)
    assert.deepEqual(ssl(migrate(FILE, '3.20.1', '3.20.3').text), [])
    assert.equal(migrate(FILE, '3.19.1', '3.20.2').text, FILE)
  })

  it('names the traps: a provider in the place of Dex, variables and NATS that count no more', () => {
    const provider = 'membership:\n  dex:\n    enabled: false\n'
    const paths = (text: string, from: string, to: string) => migrate(text, from, to).decisions.map(({path}) => path)
    assert.ok(paths(provider, '3.3.2', '3.4.0').includes('membership.dex.enabled'))
    assert.deepEqual(paths(provider, '3.4.0', '3.5.0'), [])
    assert.deepEqual(paths('membership:\n  global:\n    nats: {enabled: true}\n', '4.0.0', '4.10.2'), ['membership.global.nats'])
    assert.deepEqual(paths('console-v3:\n  config:\n    additionalEnv: [{name: A, value: b}]\n', '4.0.0', '4.4.0'), [
      'console-v3.config.additionalEnv',
    ])
  })

  it('names the Job that no upgrade can change, and leaves a file alone in which nothing is to do', () => {
    const {changes, decisions, stops, text} = migrate(FILE, '4.9.0', '4.10.2')
    assert.deepEqual({changes, decisions, text}, {changes: [], decisions: [], text: FILE})
    assert.deepEqual(
      stops.map(({id}) => id),
      ['migration-jobs-4'],
    )
  })
})
