import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {checkValues, migrateValues, type Migration} from '../../src/index.js'

const FOLDER = new URL('../fixtures/migrate/profiles/', import.meta.url)

/** Paths of what is named, as a mistake or to be decided, beside the licence and the first console's certificate. */
const NAMED: Record<string, string[]> = {
  '01-minimal': [],
  '02-map-all-secrets': [],
  '03-external-postgresql': ['global.service.ports.postgresql'],
  '04-aws-membership-iam': ['global.postgresql.host', 'membership.dex.configOverrides.ssl'],
  '05-aws-target-group-binding': ['console-v3.aws.targetGroups'],
  '06-events-managed-stacks': ['membership.global.nats'],
  '07-events-action': ['membership.feature.disableEvents', 'membership.global.nats'],
  '08-nats-secrets': ['membership.global.nats', 'membership.global.nats.auth.user', 'membership.global.nats.url'],
  '09-job-stack-life-cycle': ['membership.config.cycle', 'membership.job'],
  '10-job-garbage-collector': ['membership.job'],
  '11-membership-multi-user': ['membership.config.migration.postgresql.auth.username', 'postgresql'],
  '12-membership-external-oauth-identity-provider': ['membership.dex.enabled'],
}

/** What every such file must decide: it has no licence, no console certificate, and no word on the volume. */
const USUAL = ['global.licence.token', 'console-v3.ingress.tls', 'membership.postgresql.primary.persistence.enabled']

function migrate(name: string, from: string): Migration {
  return migrateValues(readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8'), {
    from,
    to: '4.10.2',
    release: 'cloudprem',
    namespace: 'formance-system',
    generateSecret: () => 'generatedSecretOfThisTest0123456',
  })
}

describe("migrating the chart's own profiles to 4.x", () => {
  it('covers the twelve that there are', () => {
    assert.deepEqual(readdirSync(FOLDER).sort(), Object.keys(NAMED).map((name) => `${name}.yaml`)) // prettier-ignore
  })

  for (const [name, expected] of Object.entries(NAMED)) {
    for (const from of ['2.2.1', '3.20.1']) {
      // Profile 2 is one of 2.x, profile 12 one of 3.x.
      if ((name.startsWith('02') && from !== '2.2.1') || (name.startsWith('12') && from === '2.2.1')) continue
      it(`${name} from ${from}: keeps its comments, fits the schemas, and its mistakes are named`, () => {
        const migrated = migrate(name, from)
        const wrong = checkValues(migrated.text, {chartVersion: '4.10.2'}).findings
        assert.deepEqual(
          wrong.filter(({rule}) => ['wrong-type', 'platform-not-a-map'].includes(rule) || rule.startsWith('yaml-')),
          [],
        )
        const named = [...migrated.mistakes, ...migrated.decisions].map(({path}) => path)
        assert.deepEqual([...new Set(named)].filter((path) => !USUAL.includes(path)).sort(), expected)
        for (const {fix, path} of [...migrated.mistakes, ...migrated.decisions]) assert.ok(fix, `${path} has no remedy`)

        const text = readFileSync(new URL(`${name}.yaml`, FOLDER), 'utf8')
        const dropped = migrated.changes.map((change) => (change.kind === 'dropped' ? change.text : '')).join('\n')
        const comments = text.split('\n').flatMap((line) => /(?:^|\s)#\s*(.*)$/.exec(line)?.[1] ?? [])
        assert.deepEqual(
          comments.filter((comment) => !`${migrated.text}\n${dropped}`.includes(comment)),
          [],
        )
      })
    }
  }

  it('2-map-all-secrets: no secret falls back to the published default', () => {
    const {findings} = checkValues(migrate('02-map-all-secrets', '2.2.1').text, {chartVersion: '4.10.2'})
    assert.deepEqual(
      findings.filter(({rule, severity}) => severity === 'error' && /secret/.test(rule)).map(({path, rule}) => `${rule} ${path}`),
      [],
    )
  })
})
