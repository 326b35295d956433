import assert from 'node:assert/strict'
import {chartFacts, formatPath, KNOWN_MAJORS, type KnownMajor, type Values} from '@cloudprem/chart'
import {isCloudpremError} from '@cloudprem/core'
import {planRotation} from '../../src/rotate/plan-rotation.js'

const plan = (key: string, values: Values = {}, major: KnownMajor = 4) =>
  planRotation(key, {release: 'cloudprem', namespace: 'formance-system', major, values})
const paths = (key: string, values: Values, major?: KnownMajor) => plan(key, values, major).paths.map(formatPath)

describe('a rotation', () => {
  it("gives Membership's new client secret to Dex too, wherever it stands there", () => {
    const values = {
      membership: {
        config: {oidc: {clientSecret: 'old'}},
        dex: {
          envVars: [
            {name: 'OTHER', value: 'x'},
            {name: 'MEMBERSHIP_CLIENT_SECRET', value: 'old'},
          ],
          configOverrides: {
            staticClients: [
              {id: 'other', secret: 'x'},
              {id: 'membership', secret: 'old'},
            ],
          },
        },
      },
    }
    assert.deepEqual(paths('membership.config.oidc.clientSecret', values), [
      'membership.config.oidc.clientSecret',
      'membership.dex.configOverrides.staticClients[1].secret',
      'membership.dex.envVars[1].value',
    ])
    assert.match(plan('membership.config.oidc.clientSecret').then.join(), /kubectl rollout restart deployment\/cloudprem-dex/)
  })

  it('leaves templates and references to variables alone', () => {
    const values = {membership: {dex: {configOverrides: {staticClients: [{id: 'membership', secret: '{{ .Values.x }}'}]}}}}
    assert.deepEqual(paths('membership.config.oidc.clientSecret', values), ['membership.config.oidc.clientSecret'])
  })

  it('keeps the cookie keys of the portal and of console v3 equal in 2.x, from either side, and apart later', () => {
    const values = {
      global: {platform: {consoleV3: {enabled: true}, portal: {cookie: {encryptionKey: 'a'}}}},
      portal: {config: {cookie: {secret: 'a'}}},
    }
    const both = ['global.platform.portal.cookie.encryptionKey', 'portal.config.cookie.secret']
    assert.deepEqual(paths('portal.config.cookie.secret', values, 2).sort(), both)
    assert.deepEqual(paths('global.platform.portal.cookie.encryptionKey', values, 2).sort(), both)
    assert.deepEqual(paths('portal.config.cookie.secret', values, 4), ['portal.config.cookie.secret'])
    assert.match(plan('console-v3.config.cookie.encryptionKey').lost.join(), /sessions of console v3/)
  })

  it('says that the database must learn its password first, and that the finished Jobs are in the way', () => {
    const {first, restarts, then} = plan('global.postgresql.auth.password')
    assert.match(first[0] ?? '', /statefulset\/cloudprem-postgresql --namespace formance-system -- psql -U formance/)
    assert.match(first[1] ?? '', /^\\password formance/)
    assert.match(first[2] ?? '', /kubectl delete job cloudprem-membership cloudprem-portal cloudprem-console-v3 /)
    assert.deepEqual(restarts, ['cloudprem-membership', 'cloudprem-portal', 'cloudprem-console-v3'])
    assert.match(then.join(), /cloudprem-dex/)
    const external = {membership: {postgresql: {enabled: false}, feature: {migrationHooks: true}}}
    assert.deepEqual(plan('global.postgresql.auth.password', external).first, [
      String.raw`on your PostgreSQL server, in psql: \password formance`,
    ])
  })

  it('takes copies of the database password along, and no other password', () => {
    const auth = (password: string) => ({config: {postgresql: {auth: {password}}}})
    const values = {global: {postgresql: {auth: {password: 'old'}}}, portal: auth('old'), membership: auth('own')}
    assert.deepEqual(paths('global.postgresql.auth.password', values), [
      'global.postgresql.auth.password',
      'portal.config.postgresql.auth.password',
    ])
  })

  const refusal = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      if (isCloudpremError(error)) return error
      throw error
    }
    return assert.fail('nothing was refused')
  }

  it('refuses a value that a Kubernetes Secret replaces, an unclear end of a path, and what others make', () => {
    const replaced = {membership: {config: {oidc: {existingSecret: 'oidc'}}}}
    assert.match(refusal(() => plan('membership.config.oidc.clientSecret', replaced)).hints.join(), /kubectl edit secret oidc/)
    assert.match(refusal(() => plan('secret')).message, /secrets end in secret/)
    assert.equal(formatPath(plan('clientSecret').paths[0]), 'membership.config.oidc.clientSecret')
  })

  const USERS = {
    membership: {
      dex: {
        configOverrides: {
          staticPasswords: [
            {email: 'admin@acme.example', hash: 'old'},
            {email: 'ops@acme.example', hashFromEnv: 'OPS_HASH'},
          ],
        },
        envVars: [{name: 'OPS_HASH', valueFrom: {secretKeyRef: {name: 'cloudprem-dex', key: 'ops'}}}],
      },
    },
  }

  it('means a user of Dex by e-mail address or place, and says that Dex reads its users at a start only', () => {
    const hash = 'membership.dex.configOverrides.staticPasswords[0].hash'
    for (const key of ['admin@acme.example', hash, 'staticPasswords[0]']) assert.deepEqual(paths(key, USERS), [hash])
    const {first, restarts, then, lost} = plan('admin@acme.example', USERS)
    assert.deepEqual([first, restarts], [[], []])
    assert.match(then.join(), /kubectl rollout restart deployment\/cloudprem-dex/)
    assert.match(lost.join(), /old password of admin@acme\.example/)
  })

  it('names the Secret of a user whose hash is not in the file, and knows no user where Dex is off', () => {
    const error = refusal(() => plan('ops@acme.example', USERS))
    assert.match(error.message, /from the variable OPS_HASH/)
    assert.match(error.hints.join(), /kubectl edit secret cloudprem-dex --namespace formance-system/)
    const off = {membership: {dex: {...USERS.membership.dex, enabled: false}}}
    assert.equal(refusal(() => plan('admin@acme.example', off)).code, 'VALUES_KEY_UNKNOWN')
    assert.match(refusal(() => plan('nobody@acme.example', USERS)).reason ?? '', /ops@acme\.example/)
  })

  it('takes a licence from whoever issued it, restarts Membership, and clears the finished Jobs away', () => {
    const {first, restarts, target} = plan('global.licence.token')
    assert.equal(target.kind, 'given')
    assert.match(first.join(), /^kubectl delete job cloudprem-membership /)
    assert.deepEqual(restarts, ['cloudprem-membership'])
    assert.deepEqual(refusal(() => plan('licence')).hints, ['cloudprem values rotate global.licence.token --from @FILE'])
    assert.equal(refusal(() => plan('global.licence.token', {}, 2)).code, 'VALUES_KEY_UNKNOWN')
  })

  it('has something to say of every secret of every major', () => {
    for (const major of KNOWN_MAJORS) {
      for (const {path} of chartFacts(major).secrets) {
        const {first, restarts} = plan(path, {}, major)
        assert.ok(first.length + restarts.length > 0, path)
      }
    }
  })
})
