import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {
  chartFacts,
  chartUpgrades,
  checkValues,
  migrateValues,
  parseValues,
  valueAt,
  type ChartUpgrade,
  type Migration,
  type MigrationRequest,
} from '../../src/index.js'

const SECRET = 'generatedSecretOfThisTest0123456'
const PLACE = {release: 'cloudprem', namespace: 'formance-system', generateSecret: () => SECRET}
const fixture = (name: string) => readFileSync(new URL(`../fixtures/migrate/${name}`, import.meta.url), 'utf8')

function migrate(text: string, from = '2.2.1', to = '4.10.2', more: Partial<MigrationRequest> = {}): Migration {
  return migrateValues(text, {...PLACE, from, to, ...more})
}

const at = (migration: Migration, path: string) => valueAt(parseValues(migration.text).values, path)
const droppedText = ({changes}: Migration) => changes.map((change) => (change.kind === 'dropped' ? change.text : '')).join('\n')
const wrongTypes = (text: string, chartVersion: string) =>
  checkValues(text, {chartVersion}).findings.filter(({rule}) => rule === 'wrong-type')

describe('migrating a values file', () => {
  const text = fixture('every-moved-key-2.yaml')

  it('knows where every key of a 2.x file went that 3.0 and 4.0 moved', () => {
    const {changes} = migrate(text)
    const touched = new Set(changes.map((change) => ('from' in change ? change.from : change.to)))
    const keys = chartUpgrades
      .filter(({from}) => from >= 2)
      .flatMap((upgrade) => upgrade.changes)
      .flatMap((change) => (change.kind === 'moved' ? [change.from] : change.kind === 'removed' ? [change.path] : []))
    for (const key of ['global.platform.cookie', 'global.platform.membership.oauthClient', 'console.ingress.tls']) {
      assert.ok(keys.includes(key))
    }
    const missing = keys.filter((key) => ![...touched].some((path) => path === key || path.startsWith(`${key}.`)))
    // Those of the other way to keep a secret, which excludes the one of this file, are in the next test.
    assert.deepEqual(
      missing.filter((key) => !/existingSecret|secretKeys|scopes$|portal\.cookie$/.test(key)),
      [],
    )
  })

  it('keeps the values where the newer chart reads them', () => {
    const migrated = migrate(text)
    assert.equal(at(migrated, 'global.platform.portal.oauth.client.secret'), 'platformClientSecret0123456789')
    assert.equal(at(migrated, 'portal.config.cookie.secret'), 'portalCookieKey0123456789abcdef')
    assert.equal(at(migrated, 'console-v3.config.cookie.encryptionKey'), 'portalCookieKey0123456789abcdef')
    assert.equal(at(migrated, 'console-v3.ingress.className'), 'nginx')
    assert.equal(at(migrated, 'global.platform.consoleV3.host'), 'console.{{ .Values.global.serviceHost }}')
    assert.equal(at(migrated, 'global.platform.consoleV3.oauth.client.secret'), SECRET)
    assert.equal(at(migrated, 'global.postgresql.host'), 'cloudprem-postgresql.formance-system.svc')
    assert.equal(at(migrated, 'membership.dex.configOverrides.staticPasswords[0].role'), 'USER')
    assert.equal(at(migrated, 'membership.config.migration'), undefined)
    assert.equal(at(migrated, 'console'), undefined)
  })

  it('lets a template follow the key that it names', () => {
    assert.equal(at(migrate(text), 'console-v3.ingress.tls[0].hosts[0]'), '{{ tpl .Values.global.platform.consoleV3.host $ }}')
  })

  it('keeps every comment, in the file or with what was dropped, and the quotes', () => {
    const migrated = migrate(text)
    const comments = text.split('\n').flatMap((line) => /(?:^|\s)#\s*(.*)$/.exec(line)?.[1] ?? [])
    assert.ok(comments.length >= 20)
    const kept = `${migrated.text}\n${droppedText(migrated)}`
    assert.deepEqual(
      comments.filter((comment) => !kept.includes(comment)),
      [],
    )
    assert.match(migrated.text, /# one client for all consoles\n {8}client:/)
    assert.match(migrated.text, /secret: 'platformClientSecret0123456789' # shared with nobody/)
  })

  it('writes what the published schemas of the newer chart accept, with no key that it does not read', () => {
    for (const to of ['3.20.1', '4.10.2']) {
      const migrated = migrate(text, '2.2.1', to)
      assert.deepEqual(wrongTypes(migrated.text, to), [])
      assert.deepEqual(migrated.mistakes, [])
    }
    const direct = migrate(text)
    const inTwo = migrate(migrate(text, '2.2.1', '3.20.1').text, '3.20.1', '4.10.2')
    assert.deepEqual(parseValues(direct.text).values, parseValues(inTwo.text).values)
  })

  it('names the dropped text and hides the secrets in it', () => {
    const dropped = droppedText(migrate(text))
    assert.match(dropped, /replicas: 2 # two of them/)
    assert.match(dropped, /encryptionKey: "••••••" # rotated in May/)
    assert.ok(!dropped.includes('oldConsoleCookieKey'))
  })

  it('names the stops: the finished Job, and PostgreSQL 16 to 18 with the names of this release', () => {
    const {stops} = migrate(text, '2.2.1', '4.10.2', {release: 'prod', namespace: 'money'})
    const postgres = stops.find(({id}) => id === 'postgresql-18')
    assert.ok(postgres?.commands.some((command) => command.includes('--namespace money service/prod-postgresql')))
    assert.ok(stops.some(({id}) => id === 'migration-jobs'))
    const external = migrate('membership:\n  postgresql:\n    enabled: false\n', '3.20.1')
    assert.ok(!external.stops.some(({id}) => id === 'postgresql-18'))
  })

  it('says what to decide: the licence, the volume; and not what the file decides', () => {
    assert.deepEqual(
      migrate(text)
        .decisions.map(({path}) => path)
        .sort(),
      ['global.licence.token', 'membership.postgresql.primary.persistence.enabled'],
    )
  })

  it('keeps what stands at the new place and names the other', () => {
    const migrated = migrate('membership:\n  enabled: true\nglobal:\n  platform:\n    membership:\n      enabled: false\n')
    assert.equal(at(migrated, 'global.platform.membership.enabled'), false)
    assert.match(droppedText(migrated), /enabled: true/)
  })

  it('carries the name of a Secret key that 2.x took from elsewhere', () => {
    const migrated = migrate(
      'global:\n  platform:\n    portal:\n      cookie:\n        secretKeys: {encryptionKey: KEY}\n' +
        'portal:\n  config:\n    cookie:\n      existingSecret: mine\n',
    )
    assert.equal(at(migrated, 'portal.config.cookie.existingSecret'), 'mine')
    assert.equal(at(migrated, 'portal.config.cookie.secretKeys.secret'), 'KEY')
  })

  it('drops scopes that policies replaced, and keeps others', () => {
    const scopes = (list: string) => `global: {platform: {portal: {oauth: {client: {scopes: ${list}}}}}}\n`
    assert.equal(at(migrate(scopes('[accesses, supertoken]'), '3.20.1'), 'global.platform.portal.oauth.client.scopes'), undefined)
    assert.deepEqual(at(migrate(scopes('[accesses]'), '3.20.1'), 'global.platform.portal.oauth.client.scopes'), ['accesses'])
  })

  it('writes aliases and merge keys out, so that a moved key takes nothing from another', () => {
    const migrated = migrate(
      'x-tls: &tls\n  - secretName: wildcard\nx-common: &common\n  enabled: false\n' +
        'console:\n  <<: *common\n  ingress:\n    tls: *tls\nportal:\n  <<: *common\n  ingress:\n    tls: *tls\n',
      '2.2.1',
      '3.20.1',
    )
    assert.equal(at(migrated, 'global.platform.console.enabled'), false)
    assert.equal(at(migrated, 'global.platform.portal.enabled'), false)
    assert.equal(at(migrated, 'x-common.enabled'), false)
    assert.deepEqual(at(migrated, 'console.ingress.tls'), [{secretName: 'wildcard'}])
  })

  it('covers every key that the newer chart does not read and the older did', () => {
    for (const [from, to] of [
      [2, 3],
      [2, 4],
      [3, 4],
    ] as const) {
      // prettier-ignore
      const dead = new Set(chartFacts(from).deadKeys.map(({path}) => path))
      const known = chartUpgrades.filter((upgrade) => upgrade.from >= from && upgrade.to <= to).flatMap(({changes}) => changes)
      const covered = known.flatMap((change) => (change.kind === 'moved' ? [change.from] : change.kind === 'removed' ? [change.path] : [])) // prettier-ignore
      for (const {path} of chartFacts(to).deadKeys) {
        if (!dead.has(path)) assert.ok(covered.includes(path), `${path} from ${from} to ${to}`)
      }
    }
  })

  it('knows the next chart by data alone', () => {
    const next: ChartUpgrade = {
      from: 4,
      to: 5,
      changes: [
        {kind: 'moved', from: 'console-v3', to: 'console', why: 'renamed', source: 'test'},
        {kind: 'removed', path: 'portal', why: 'gone', source: 'test'},
        {kind: 'added', path: 'global.mode', value: '{release}-mode', why: 'needed', source: 'test'},
      ],
      stops: [{id: 'coffee', title: 'Coffee', what: 'Have one.', commands: ['make {release}'], source: 'test'}],
    }
    const upgrades = [...chartUpgrades, next]
    const migrated = migrate(text, '2.2.1', '5.0.0', {upgrades})
    assert.equal(at(migrated, 'console.ingress.className'), 'nginx')
    assert.equal(at(migrated, 'global.mode'), 'cloudprem-mode')
    assert.match(droppedText(migrated), /secretName: formance-tls/)
    assert.deepEqual(migrated.stops.at(-1)?.commands, ['make cloudprem'])
    assert.throws(() => migrate(text, '4.10.2', '5.0.0'), RangeError)
  })

  it('gives every fact its source', () => {
    for (const {changes, stops} of chartUpgrades) {
      for (const {source} of [...changes, ...stops]) assert.ok(source.length > 10)
    }
  })

  it('leaves a file alone in which nothing moves', () => {
    const still = '# mine\nglobal:   {serviceHost:   a.example}\nmembership: {postgresql: {enabled: false}}\n'
    const migrated = migrate(still, '2.2.1', '3.10.0')
    assert.match(migrated.text, /# mine/)
    assert.equal(migrated.changes.filter(({kind}) => kind !== 'added').length, 0)
  })
})
