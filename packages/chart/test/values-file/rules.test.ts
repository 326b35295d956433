import assert from 'node:assert/strict'
import {INSECURE_PASSWORD_HASH, valuesRules, type CheckContext, type KnownMajor, type Severity} from '@cloudprem/chart'
import {judgeOf} from '@cloudprem/chart/schema'
import {judge} from './good-values.js'
import {mistakes} from './mistakes/index.js'
import {strictChart} from './schema/strict-chart.js'

interface Case {
  rule: string
  /** What a person did. */
  when: string
  bad: Record<string, unknown>
  /** The nearest thing that is right; the good file itself when absent. */
  fine?: Record<string, unknown>
  major?: KnownMajor
  context?: CheckContext
  severity?: Severity
  /** Where the finding must point. */
  path?: string
}

const overrides = 'membership.dex.configOverrides'
const external = {'membership.postgresql.enabled': false, 'global.postgresql.host': 'db.example.net'}
const oidcSecret = {
  'membership.config.oidc.existingSecret': 'oidc',
  'membership.config.oidc.secretKeys.secret': 'client-secret',
}
const nats = {enabled: true, url: 'nats://nats.nats.svc:4222'}
const membershipClient = {
  id: 'membership',
  secret: '{{ .Values.config.oidc.clientSecret }}',
  redirectURIs: ['https://membership.formance.example/api/authorize/callback'],
}
const fromSecret = (name: string, secret: string, key: string) => ({name, valueFrom: {secretKeyRef: {name: secret, key}}})

const cases: Case[] = [
  {rule: 'empty-section', when: 'a section is commented out whole', bad: {portal: null}, path: 'portal'},
  {rule: 'placeholder-left', when: 'BASE_URL is still there', bad: {'portal.config.environment': 'https://BASE_URL'}},
  {rule: 'placeholder-left', when: 'a shell variable was pasted', bad: {'global.serviceHost': '$BASE_DOMAIN'}},
  {rule: 'known-secret', when: 'a client of their own has a secret of the chart', bad: {'portal.config.sentry.dsn': 'changeMe'}},
  {rule: 'wrong-type', when: 'a text is a number', bad: {'global.licence.clusterID': 1234}, path: 'global.licence.clusterID'},
  {rule: 'wrong-type', when: 'a switch is quoted', bad: {'portal.ingress.enabled': 'false'}},
  {rule: 'wrong-type', when: 'tls is a map', bad: {'portal.ingress.tls': {secretName: 'x'}}},
  {
    rule: 'wrong-type',
    when: 'the wizard has a map',
    bad: {'membership.config.wizard.setup': {users: []}},
    fine: {'membership.config.wizard.setup': 'users: []'},
  },
  {
    rule: 'schema-refused',
    when: 'the schema of the chart takes no such value',
    bad: {'portal.replicas': 0},
    fine: {'portal.replicas': 2},
    context: {judge: judgeOf(strictChart)},
    path: 'portal.replicas',
  },
  {rule: 'unknown-key', when: 'a key is misspelt', bad: {'membership.ingres.enabled': false}, severity: 'error'},
  {rule: 'unknown-key', when: 'a key is written flat', bad: {'["global.serviceHost"]': 'x.y'}, severity: 'error'},
  {
    rule: 'unknown-key',
    when: 'a key is made up',
    bad: {'membership.colour': 'red'},
    fine: {'membership.podAnnotations': undefined, 'x-anchors.a': 1},
    severity: 'warning',
  },
  {
    rule: 'dead-key',
    when: 'Dex is configured at the top, as the guide says',
    bad: {'dex.ingress.tls[0].secretName': 'x'},
    path: 'dex',
  },
  {rule: 'dead-key', when: 'the database is configured at the top', bad: {'postgresql.enabled': false}},
  {rule: 'dead-key', when: 'console v2 is configured in 4.x', bad: {'console.ingress.enabled': true}},
  {rule: 'dead-key', when: 'a switch of 2.x is used in 3.x', bad: {'portal.enabled': false}, major: 3},
  {
    rule: 'dead-key',
    when: 'a job has the path of the chart profile',
    bad: {'membership.job.garbageCollector.enabled': true},
    fine: {'membership.config.job.garbageCollector.enabled': true},
  },
  {
    rule: 'dead-key',
    when: 'the NATS user has the documented name',
    bad: {'global.nats.auth.user': 'x'},
    fine: {'global.nats.auth.username': 'x'},
  },
  {rule: 'child-global', when: 'a global stands below a child', bad: {'membership.global.postgresql.auth.password': 'x'}},
  {rule: 'platform-not-a-map', when: 'a switch of 2.x is left', bad: {'global.platform.enabled': true}},
  {
    rule: 'release-name',
    when: 'the release name is too long',
    bad: {'global.postgresql.host': 'cloudprem-with-a-long-name-xy-postgresql.formance-system.svc'},
    context: {release: 'cloudprem-with-a-long-name-xy'},
  },
  {rule: 'release-name', when: 'two charts are in the release name', bad: {}, context: {release: 'dex-portal'}},
  {rule: 'service-host', when: 'the domain has a scheme', bad: {'global.serviceHost': 'https://formance.example'}},
  {rule: 'service-host', when: 'the domain is missing', bad: {'global.serviceHost': undefined}},
  {rule: 'service-host', when: 'the domain has capitals', bad: {'global.serviceHost': 'Formance.example'}},
  {rule: 'host-form', when: 'a host has a port', bad: {'global.platform.portal.host': 'portal.formance.example:8443'}},
  {
    rule: 'hosts-equal',
    when: 'both consoles have one host',
    bad: {'global.platform.consoleV3.host': 'console.formance.example'},
    major: 3,
  },
  {
    rule: 'host-outside-wildcard',
    when: "the console has the chart's own host",
    bad: {
      'global.platform.consoleV3.host': undefined,
      'console-v3.ingress.tls': [{secretName: 'wildcard', hosts: ['console.v3.formance.example']}],
    },
    fine: {
      'global.platform.consoleV3.host': undefined,
      'console-v3.ingress.tls': [{secretName: 'own', hosts: ['console.v3.formance.example']}],
    },
    severity: 'warning',
  },
  {
    rule: 'tls-missing',
    when: 'a host has no certificate',
    bad: {'membership.dex.ingress.tls': []},
    path: 'membership.dex.ingress.tls',
  },
  {
    rule: 'tls-missing',
    when: 'the tls list is left out',
    bad: {'console-v3.ingress.tls': undefined},
    fine: {'console-v3.ingress.tls': undefined, 'console-v3.ingress.enabled': false},
  },
  {
    rule: 'tls-missing',
    when: 'a class that ends no TLS',
    bad: {'portal.ingress.tls': [], 'portal.ingress.className': 'nginx'},
    fine: {'portal.ingress.tls': [], 'portal.ingress.className': 'alb'},
  },
  {
    rule: 'tls-incomplete',
    when: 'a certificate has no hosts',
    bad: {'portal.ingress.tls': [{secretName: 'x'}]},
    path: 'portal.ingress.tls[0]',
  },
  {
    rule: 'tls-incomplete',
    when: 'a certificate has no Secret',
    bad: {'portal.ingress.tls': [{hosts: ['portal.formance.example']}]},
  },
  {rule: 'tls-incomplete', when: 'a certificate is a word', bad: {'portal.ingress.tls': ['x']}},
  {
    rule: 'tls-host-missing',
    when: 'the certificate is for another host',
    bad: {'portal.ingress.tls[0].hosts[0]': 'app.formance.example'},
    fine: {'portal.ingress.tls[0].hosts[0]': '*.formance.example'},
  },
  {
    rule: 'ingress-hosts',
    when: 'a host has no paths',
    bad: {'portal.ingress.hosts': [{host: 'portal.formance.example'}]},
    fine: {'portal.ingress.hosts': [{host: 'portal.formance.example', paths: [{path: '/', pathType: 'Prefix'}]}]},
  },
  {
    rule: 'annotation-not-text',
    when: 'an annotation is a boolean',
    bad: {'portal.ingress.annotations': {'a.b/c': true}},
    fine: {'portal.ingress.annotations': {'a.b/c': 'true'}},
    path: 'portal.ingress.annotations["a.b/c"]',
  },
  {
    rule: 'default-secret',
    when: 'a secret is left out',
    bad: {'portal.config.cookie.secret': undefined},
    path: 'portal.config.cookie.secret',
  },
  {rule: 'default-secret', when: 'a secret is the published one', bad: {'membership.config.oidc.clientSecret': 'changeMe'}},
  {rule: 'default-secret', when: 'the database has its published password', bad: {'global.postgresql.auth.password': 'formance'}},
  {
    rule: 'default-secret',
    when: 'the console client of 3.14 is new to a file of 3.13',
    bad: {'global.platform.consoleV3.oauth.client.secret': undefined},
    major: 3,
    context: {chartVersion: '3.14.0'},
  },
  {rule: 'secret-characters', when: 'a secret has an @', bad: {'global.postgresql.auth.password': 'abcdefghijklmnopqrstuvwx@yz'}},
  {
    rule: 'secret-characters',
    when: 'a secret is all digits',
    bad: {'portal.config.cookie.secret': '123456789012345678901234567890'},
  },
  {
    rule: 'secret-characters',
    when: "a secret has a quote, which wipes Dex's configuration",
    bad: {'membership.config.oidc.clientSecret': 'abcdefghijklmnopqrstuvwx"yz'},
  },
  {rule: 'secret-characters', when: 'a secret is the word true', bad: {'portal.config.cookie.secret': 'true'}},
  {rule: 'secret-short', when: 'a secret is short', bad: {'portal.config.cookie.secret': 'abcdefgh'}, severity: 'warning'},
  {
    rule: 'secret-shared',
    when: 'two secrets are equal',
    bad: {
      'portal.config.cookie.secret': 'oneSecretForEverything0001',
      'console-v3.config.cookie.encryptionKey': 'oneSecretForEverything0001',
    },
    severity: 'warning',
  },
  {
    rule: 'existing-secret-key-missing',
    when: 'a Secret comes without its key',
    bad: {'portal.config.cookie.existingSecret': 'portal'},
    fine: {'portal.config.cookie.existingSecret': 'portal', 'portal.config.cookie.secretKeys.secret': 'cookie'},
  },
  {rule: 'licence-missing', when: 'there is no licence', bad: {'global.licence': undefined}, severity: 'warning'},
  {rule: 'licence-missing', when: 'there is half a licence', bad: {'global.licence.clusterID': undefined}, severity: 'error'},
  {
    rule: 'database-host-missing',
    when: 'the consoles are not told the database',
    bad: {'global.postgresql.host': undefined},
    fine: {
      'global.postgresql.host': undefined,
      'global.platform.portal.enabled': false,
      'global.platform.consoleV3.enabled': false,
    },
  },
  {
    rule: 'database-host-missing',
    when: 'nobody is told the external database',
    bad: {'membership.postgresql.enabled': false},
    fine: external,
    major: 3,
  },
  {
    rule: 'database-host-elsewhere',
    when: 'the file was copied from another release',
    bad: {'global.postgresql.host': 'other-postgresql.formance-system.svc'},
    fine: {'global.postgresql.host': 'cloudprem-postgresql.formance-system.svc.cluster.local'},
  },
  {
    rule: 'database-host-elsewhere',
    when: 'the file was copied from another namespace',
    bad: {'global.postgresql.host': 'cloudprem-postgresql.other.svc'},
  },
  {
    rule: 'database-host-elsewhere',
    when: 'an external host is given and the bundled database is on',
    bad: {'global.postgresql.host': 'db.example.net'},
    fine: external,
    major: 3,
  },
  {
    rule: 'database-host-form',
    when: 'the host has a port',
    bad: {...external, 'global.postgresql.host': 'db.example.net:5433'},
    fine: external,
  },
  {
    rule: 'database-arguments',
    when: 'the query has its question mark',
    bad: {'global.postgresql.additionalArgs': '?sslmode=disable'},
  },
  {
    rule: 'database-arguments',
    when: 'sslmode is misspelt',
    bad: {...external, 'global.postgresql.additionalArgs': 'sslmode=requre'},
    fine: {
      ...external,
      'global.postgresql.additionalArgs': 'sslmode=require',
      [`${overrides}.storage.config.ssl.mode`]: 'require',
    },
  },
  {
    rule: 'database-keys-differ',
    when: 'admin and user have different keys',
    bad: {
      'global.postgresql.auth.existingSecret': 'db',
      'global.postgresql.auth.secretKeys': {adminPasswordKey: 'a', userPasswordKey: 'b'},
    },
    fine: {
      'global.postgresql.auth.existingSecret': 'db',
      'global.postgresql.auth.secretKeys': {adminPasswordKey: 'a', userPasswordKey: 'a'},
      'membership.dex.envVars': [fromSecret('POSTGRES_PASSWORD', 'db', 'a')],
    },
  },
  {
    rule: 'database-not-persistent',
    when: 'the database has no volume',
    bad: {'membership.postgresql.primary.persistence.enabled': undefined},
    fine: external,
    major: 3,
    severity: 'warning',
  },
  {
    rule: 'database-iam-bundled',
    when: 'IAM is on with the bundled database',
    bad: {'global.aws.iam': true},
    fine: {...external, 'global.aws.iam': true, [`${overrides}.storage`]: {type: 'kubernetes', config: {inCluster: true}}},
  },
  {
    rule: 'database-url',
    when: 'Membership has a URL of its own',
    bad: {'membership.config.postgresqlUrl': 'postgresql://db/x'},
    severity: 'warning',
  },
  {
    rule: 'database-image',
    when: "the database's image is mirrored",
    bad: {'membership.postgresql.image.registry': 'registry.example.net'},
    fine: {'membership.postgresql.image.registry': 'registry.example.net', 'global.security.allowInsecureImages': true},
  },
  {rule: 'second-database', when: 'the portal brings a database', bad: {'portal.postgresql.enabled': true}},
  {
    rule: 'migration-user-empty',
    when: 'a migration user of 3.x is left empty',
    bad: {'portal.config.migration.postgresql.auth.username': ''},
    fine: {...external, 'portal.config.migration.postgresql.auth.username': 'migrate'},
  },
  {
    rule: 'dex-ssl-mode',
    when: 'only the programs are told to encrypt',
    bad: {...external, 'global.postgresql.additionalArgs': 'sslmode=require'},
    fine: {
      ...external,
      'global.postgresql.additionalArgs': 'sslmode=require',
      [`${overrides}.storage.config.ssl.mode`]: 'require',
    },
  },
  {
    rule: 'dex-ssl-mode',
    when: '3.20.3 is used without a mode',
    bad: {[`${overrides}.storage`]: undefined},
    major: 3,
    context: {chartVersion: '3.20.3'},
    severity: 'error',
  },
  {rule: 'dex-ssl-mode', when: 'the mode is left to the chart', bad: {[`${overrides}.storage`]: undefined}, severity: 'warning'},
  {
    rule: 'dex-environment',
    when: 'Dex does not get the client secret',
    bad: oidcSecret,
    fine: {...oidcSecret, 'membership.dex.envVars': [fromSecret('MEMBERSHIP_CLIENT_SECRET', 'oidc', 'client-secret')]},
  },
  {
    rule: 'dex-environment',
    when: 'Dex gets it from another key',
    bad: {...oidcSecret, 'membership.dex.envVars': [fromSecret('MEMBERSHIP_CLIENT_SECRET', 'oidc', 'other')]},
  },
  {rule: 'dex-default-user', when: 'the static users are left to the chart', bad: {[`${overrides}.staticPasswords`]: undefined}},
  {
    rule: 'dex-default-user',
    when: 'a user has the published hash',
    bad: {[`${overrides}.staticPasswords`]: [{email: 'a@b.c', hash: INSECURE_PASSWORD_HASH, username: 'a', userID: '1'}]},
  },
  {
    rule: 'dex-password-database',
    when: 'the password database is off beside users',
    bad: {
      [`${overrides}.enablePasswordDB`]: false,
      [`${overrides}.staticPasswords`]: [{email: 'a@b.c', hash: 'x', username: 'a', userID: '1'}],
    },
    fine: {[`${overrides}.enablePasswordDB`]: false},
  },
  {
    rule: 'dex-issuer',
    when: 'Dex calls itself something else',
    bad: {[`${overrides}.issuer`]: 'https://login.formance.example'},
    fine: {[`${overrides}.issuer`]: 'https://dex.formance.example'},
  },
  {
    rule: 'dex-issuer',
    when: "Dex's Ingress has another host",
    bad: {'membership.dex.ingress.hosts': [{host: 'login.formance.example', paths: [{path: '/', pathType: 'Prefix'}]}]},
  },
  {
    rule: 'dex-static-client',
    when: "Membership's client is replaced",
    bad: {[`${overrides}.staticClients`]: [{id: 'mine'}]},
    fine: {[`${overrides}.staticClients`]: [{id: 'mine'}, membershipClient]},
  },
  {rule: 'dex-config-secret', when: 'Dex makes its own Secret', bad: {'membership.dex.configSecret.create': true}},
  {rule: 'dex-config-secret', when: "Dex's Secret is renamed", bad: {'membership.dex.configSecret.name': 'mine'}},
  {
    rule: 'no-identity-provider',
    when: 'Dex is off and nothing else is on',
    bad: {'membership.dex.enabled': false},
    fine: {
      'membership.dex.enabled': false,
      'membership.config.additionalEnv': [{name: 'RP_ISSUER', value: 'https://login.example.org'}],
    },
  },
  {
    rule: 'no-identity-provider',
    when: 'connectors are given before 3.4.0',
    bad: {'membership.config.oidc.connectors': [{id: 'x'}]},
    major: 3,
    context: {chartVersion: '3.3.2'},
  },
  {
    rule: 'secret-in-configmap',
    when: 'a connector holds its secret',
    bad: {'membership.config.oidc.connectors': [{id: 'x', clientSecret: 'y'}]},
    severity: 'warning',
  },
  {
    rule: 'console-without-portal',
    when: 'console v2 runs alone',
    bad: {'global.platform.portal.enabled': false},
    fine: {'global.platform.portal.enabled': false, 'global.platform.console.enabled': false},
    major: 3,
  },
  {
    rule: 'membership-volumes',
    when: 'Membership mounts a CA',
    bad: {'membership.volumes': [{name: 'ca'}]},
    fine: {'portal.volumes': [{name: 'ca'}]},
  },
  {rule: 'wizard-setup', when: 'the wizard is left empty', bad: {'membership.config.wizard.setup': null}},
  {
    rule: 'old-scopes',
    when: 'a scope of 3.x is kept',
    bad: {'global.platform.portal.oauth.client.scopes': ['supertoken']},
    fine: {'global.platform.portal.oauth.client.scopes': ['accesses']},
  },
  {
    rule: 'shared-cookie',
    when: 'console v3 has another cookie key',
    bad: {
      'global.platform.consoleV3.enabled': true,
      'global.platform.portal.cookie.encryptionKey': 'anotherCookieKey0000000001',
      'console-v3.ingress.tls': [{secretName: 'x', hosts: ['console.v3.formance.example']}],
    },
    fine: {
      'global.platform.consoleV3.enabled': true,
      'portal.config.cookie.secret': 'oneCookieKeyForBoth000001',
      'global.platform.portal.cookie.encryptionKey': 'oneCookieKeyForBoth000001',
      'console-v3.ingress.tls': [{secretName: 'x', hosts: ['console.v3.formance.example']}],
    },
    major: 2,
  },
  {
    rule: 'nats-below-membership',
    when: 'NATS stands below Membership',
    bad: {'membership.global.nats.enabled': true},
    fine: {'global.nats': nats},
    severity: 'warning',
  },
  {
    rule: 'agents-half-configured',
    when: 'managed stacks are off without NATS',
    bad: {'membership.feature.managedStacks': false},
    fine: {'membership.feature.managedStacks': false, 'global.nats': nats},
    severity: 'warning',
  },
  {rule: 'tls-verification-off', when: 'Membership runs in dev mode', bad: {'membership.dev': true}, severity: 'warning'},
  {
    rule: 'disruption-budget',
    when: 'a budget has a maximum',
    bad: {'portal.podDisruptionBudget': {enabled: true, maxUnavailable: 1}},
    fine: {'portal.podDisruptionBudget': {enabled: true, maxUnavailable: 1, minAvailable: 0}},
  },
  {
    rule: 'environment-not-text',
    when: 'a variable is a number',
    bad: {'membership.config.additionalEnv': [{name: 'A', value: 1}]},
    fine: {'membership.config.additionalEnv': [{name: 'A', value: '1'}]},
  },
  {
    rule: 'environment-repeated',
    when: 'a variable of the chart is given again',
    bad: {'membership.config.additionalEnv': [{name: 'POSTGRES_URI', value: 'x'}]},
  },
  {
    rule: 'environment-repeated',
    when: 'a variable is given twice',
    bad: {
      'portal.config.additionalEnv': [
        {name: 'A', value: 'x'},
        {name: 'A', value: 'y'},
      ],
    },
  },
  {
    rule: 'pull-secrets',
    when: 'a pull secret is a word',
    bad: {'membership.imagePullSecrets': ['x']},
    fine: {'membership.imagePullSecrets': [{name: 'x'}]},
  },
  {
    rule: 'quantity',
    when: 'memory is in MB',
    bad: {'membership.resources': {limits: {memory: '512MB'}}},
    fine: {'membership.resources': {limits: {memory: '512Mi'}}},
  },
]

describe('rules of values validate', () => {
  for (const {rule, when, bad, fine = {}, major = 4, context, severity = 'error', path} of cases) {
    it(`${rule}: tells when ${when}`, () => {
      const found = judge(bad, major, context).findings.find((each) => each.rule === rule)
      assert.ok(found, `no finding of ${rule}`)
      assert.equal(found.severity, severity)
      if (path !== undefined) assert.equal(found.path, path)
      assert.ok(found.line >= 1 && found.column >= 1)

      const version = context?.chartVersion
      const right = judge(fine, major, {...(version !== undefined && {chartVersion: version})})
      assert.deepEqual(
        right.findings.filter((each) => each.severity === 'error' || each.rule === rule),
        [],
      )
    })
  }

  it('has a case or a mistake for every rule', () => {
    const tested = new Set([...cases, ...mistakes].map(({rule}) => rule))
    assert.deepEqual(
      valuesRules.map(({id}) => id).filter((id) => !tested.has(id)),
      [],
    )
  })

  for (const major of [2, 3, 4] as const) {
    it(`finds nothing in a right file of ${major}.x`, () => {
      const {findings, checks} = judge({}, major)
      assert.deepEqual(findings, [])
      assert.ok(checks > 200, `only ${checks} checks`)
    })
  }

  it('says what is wrong with the domain once, not for each host that is made of it', () => {
    const {findings} = judge({'global.serviceHost': 'Formance.Example'})
    assert.deepEqual(
      findings.filter(({rule}) => rule === 'host-form' || rule === 'service-host').map(({path}) => path),
      ['global.serviceHost'],
    )
  })

  it('does not call a list of certificates empty that is no list', () => {
    const {findings} = judge({'portal.ingress.tls': {secretName: 'x'}})
    assert.deepEqual(
      findings.map(({rule}) => rule),
      ['wrong-type'],
    )
  })

  it('takes a null for what helm makes of it: no certificate', () => {
    assert.deepEqual(
      judge({'portal.ingress.tls': null}).findings.map(({rule, path}) => `${rule} ${path}`),
      ['tls-missing portal.ingress.tls'],
    )
  })

  it('never shows the value of a secret', () => {
    const text = JSON.stringify(
      judge({'global.postgresql.auth.password': 'my@Secret', 'portal.config.cookie.secret': 'shortOne'}),
    )
    const {findings} = JSON.parse(text) as {findings: unknown}
    assert.doesNotMatch(JSON.stringify(findings), /my@Secret|shortOne/)
  })
})
