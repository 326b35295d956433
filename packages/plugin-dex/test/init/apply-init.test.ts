import assert from 'node:assert/strict'
import {parseValues, type Values} from '@cloudprem/chart'
import {applyChanges, withHash} from '../../src/init/apply-init.js'
import {planInit, type InitWishes} from '../../src/init/plan-init.js'

const deployment = {major: 4, release: 'cloudprem', namespace: 'formance-system'} as const
const HASH = '$2b$12$oV0JL9gmC92RtoZHTJbG3.p.XA9sIoGsC1Z9gr7I0X6L25AtnlA2e'
const DEFAULT_HASH = '$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W'

function valuesOf(text: string): Values {
  return parseValues(text).values ?? {}
}

/** The text after `dex init` with these wishes. */
function init(text: string, wishes: Partial<InitWishes> = {}): string {
  const all = {staticUsers: true, force: false, newUserId: 'u-new', ...wishes}
  const plan = planInit(valuesOf(text), deployment, all)
  return applyChanges(text, withHash(plan.changes, HASH), 'values.yaml')
}

/** Lines of `after` that `before` does not have, and the other way round. */
function difference(before: string, after: string): {added: string[]; removed: string[]} {
  const [old, fresh] = [before.split('\n'), after.split('\n')]
  return {added: fresh.filter((line) => !old.includes(line)), removed: old.filter((line) => !fresh.includes(line))}
}

const ODD = `# mine
global:
    serviceHost: 'acme.example'   # BASE_URL


    flow: {a: [1,2],   b: "x"}
membership:
    dex:
        ingress:
            tls:
            - secretName: tls   # wildcard
`

describe('dex init', () => {
  it('leaves every line that it does not mean as it was, odd blanks and quotes included', () => {
    const {added, removed} = difference(ODD, init(ODD, {adminEmail: 'ops@acme.example'}))
    assert.deepEqual(removed, [])
    assert.equal(added[0], '        configOverrides:')
  })

  it('keeps CRLF line ends', () => {
    const after = init(ODD.replaceAll('\n', '\r\n'), {adminEmail: 'ops@acme.example'})
    assert.equal(after.split('\n').length, after.split('\r\n').length)
  })

  it('has nothing to do the second time', () => {
    const once = init(ODD, {adminEmail: 'ops@acme.example'})
    assert.deepEqual(planInit(valuesOf(once), deployment, {staticUsers: true, force: false, newUserId: 'x'}).changes, [])
    assert.equal(init(once, {adminEmail: 'OPS@acme.example'}), once)
  })

  it('writes into an empty file, an empty key and an empty map', () => {
    for (const text of ['', 'membership:\n', 'membership: {}\n', 'membership:\n  dex:\n    configOverrides: {}\n']) {
      assert.match(init(text, {adminEmail: 'ops@acme.example'}), /staticPasswords:\n +- email: ops@acme\.example\n/)
    }
  })

  const LIST = `membership:
  dex:
    configOverrides:
      enablePasswordDB: true
      storage: {config: {ssl: {mode: require}}}
      staticPasswords:
        - email: admin@formance.com
          hash: ${DEFAULT_HASH}
          username: admin
          userID: 1
        # Jane stays
        - email: jane@acme.example
          hash: "${HASH.replace('oV0', 'AAA')}"
          username: jane
          userID: u-jane
`

  it('takes out the user that everybody knows and keeps the others with their comments', () => {
    const {added, removed} = difference(LIST, init(LIST))
    assert.deepEqual(added, [])
    assert.equal(removed.length, 4)
    assert.match(init(LIST), /# Jane stays/)
  })

  it('gives an existing user a new password with force only, and changes nothing else of them', () => {
    assert.doesNotMatch(init(LIST, {adminEmail: 'jane@acme.example'}), new RegExp(HASH.slice(7, 20)))
    const kept = init(LIST)
    const {added, removed} = difference(kept, init(kept, {adminEmail: 'jane@acme.example', force: true}))
    assert.deepEqual(added, [`          hash: "${HASH}"`])
    assert.equal(removed.length, 1)
  })

  it('adds a second user at the end', () => {
    const after = valuesOf(init(LIST, {adminEmail: 'ops@acme.example'}))
    const users = (after as {membership: {dex: {configOverrides: {staticPasswords: {email: string}[]}}}}).membership.dex
      .configOverrides.staticPasswords
    assert.deepEqual(
      users.map(({email}) => email),
      ['jane@acme.example', 'ops@acme.example'],
    )
  })

  it('brings the client of Membership back into a list that replaced it, by template', () => {
    const text = `membership:
  dex:
    configOverrides:
      staticClients: [{id: mine, name: mine, secret: s}]
`
    assert.match(init(text, {adminEmail: 'a@b.example'}), /\{\{ \.Values\.config\.oidc\.clientId \}\}/)
  })

  it('leaves nobody with a password when static users are not wanted', () => {
    const after = init('membership:\n  dex:\n    configOverrides: {}\n', {staticUsers: false})
    assert.match(after, /enablePasswordDB: false\n/)
    assert.match(after, /staticPasswords: \[\]\n/)
  })

  for (const [args, mode] of [
    ['sslmode=require', 'require'],
    ['sslmode=verify-full&x=y', 'verify-full'],
    ['sslmode=prefer', 'require'],
    ['', 'disable'],
  ]) {
    it(`says ssl.mode ${mode} for an external database with "${args}"`, () => {
      const text = `global: {postgresql: {additionalArgs: "${args}"}}\nmembership: {postgresql: {enabled: false}}\n`
      const after = valuesOf(init(text, {adminEmail: 'a@b.example'}))
      assert.equal(JSON.stringify(after).includes(`"ssl":{"mode":"${mode}"}`), true)
    })
  }

  it('refuses to write what would not read as meant: values behind an anchor', () => {
    const text = `x: &dex {configOverrides: {enablePasswordDB: true}}
membership:
  dex: *dex
`
    assert.throws(() => init(text, {adminEmail: 'a@b.example'}), {
      code: 'VALUES_NOT_EDITABLE',
      message: /values\.yaml was not touched/,
    })
  })
})
