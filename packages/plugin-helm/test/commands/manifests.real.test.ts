import assert from 'node:assert/strict'
import {writeFileSync} from 'node:fs'
import path from 'node:path'
import {checkManifest, type AssertionId, type ManifestExpectation} from '@cloudprem/testing'
import {dump} from 'js-yaml'
import {fixture, machineWithHelm, VALUES, type Machine} from '../machine.js'

const EXPECTED: ManifestExpectation = {namespace: 'formance-system', serviceHost: 'formance.example'}

/** For each assertion, values that break it and nothing else. */
const BROKEN: Record<AssertionId, [what: string, values: object]> = {
  A1: ['a second database in the portal', {portal: {postgresql: {enabled: true}}}],
  A2: ['an Ingress without tls', {portal: {ingress: {tls: []}}}],
  A3: [
    "the console's own name, two labels deep",
    {
      global: {platform: {consoleV3: {host: 'console.v3.formance.example'}}},
      'console-v3': {ingress: {tls: [{secretName: 'formance-example-tls', hosts: ['console.v3.formance.example']}]}},
    },
  ],
  A4: ["the chart's own client secret", {membership: {config: {oidc: {clientSecret: 'changeMe'}}}}],
  A5: ['a cookie secret of digits, which the chart does not quote', {portal: {config: {cookie: {secret: '1234567890'}}}}],
  A6: ['an existing Secret without a key', {global: {licence: {token: '', existingSecret: 'acme', secretKeys: {token: ''}}}}],
  A7: ['a mount without a volume', {portal: {volumeMounts: [{name: 'ca', mountPath: '/ca'}]}}],
  A8: ['no database host for portal and console', {global: {postgresql: {host: ''}}}],
  A9: ['no licence', {global: {licence: {token: ''}}}],
  A10: [
    'Dex on another host than Membership expects',
    {
      membership: {
        dex: {
          ingress: {
            hosts: [{host: 'login.formance.example', paths: [{path: '/', pathType: 'Prefix'}]}],
            tls: [{secretName: 'formance-example-tls', hosts: ['login.formance.example']}],
          },
        },
      },
    },
  ],
  A11: [
    "clients of one's own, which replace Membership's",
    {membership: {dex: {configOverrides: {staticClients: [{id: 'mine', name: 'mine', public: true}]}}}},
  ],
  A12: [
    'a Dex that wants TLS from a database without',
    {membership: {dex: {configOverrides: {storage: {config: {ssl: {mode: 'require'}}}}}}},
  ],
  A13: [
    'a portal that may not log in',
    {global: {platform: {portal: {oauth: {client: {redirectUris: '- https://elsewhere.example/auth/login\n'}}}}}},
  ],
  A14: [
    'portal and console on one host with two cookie secrets',
    {
      global: {platform: {consoleV3: {host: 'portal.formance.example'}}},
      'console-v3': {ingress: {tls: [{secretName: 'formance-example-tls', hosts: ['portal.formance.example']}]}},
    },
  ],
  A15: ['static users without the password database', {membership: {dex: {configOverrides: {enablePasswordDB: false}}}}],
}

describe('helm template with the rehearsal chart', function () {
  this.timeout(60_000)
  let machine: Machine

  before(async function () {
    const found = await machineWithHelm()
    if (!found) return this.skip()
    machine = found
  })

  async function render(...files: string[]): Promise<string> {
    const {exitCode, stderr, stdout} = await machine.run(['helm', 'template', '--chart', 'sandbox', '--values', ...files])
    assert.equal(exitCode, 0, stderr)
    return stdout
  }

  it('renders a deployment in which all fifteen assertions hold', async () => {
    const manifest = await render(VALUES)
    assert.deepEqual(checkManifest(manifest, EXPECTED), {})
    assert.equal(manifest.match(/^kind: /gm)?.length, 39)
  })

  it('renders no secret value when all secrets lie in existing Secrets', async () => {
    const manifest = await render(VALUES, fixture('existing-secrets.yaml'))
    const beforehand = {
      'acme-licence': ['token'],
      'acme-platform': ['portal-client', 'console-client', 'portal-cookie', 'console-cookie'],
      'acme-database': ['password'],
      'acme-oidc': ['client-secret'],
    }
    assert.deepEqual(checkManifest(manifest, {...EXPECTED, beforehand}), {})
    assert.doesNotMatch(manifest, /ForTests|licence-for-tests/)
  })

  it('holds all assertions for what values init writes', async () => {
    const written = await machine.run(
      [
        ...['values', 'init', '--domain', 'formance.example', '--tls-secret', 'formance-example-tls', '-o', 'v.yaml'],
        ...['--licence-token', '-', '--licence-cluster-id', '00000000-0000-4000-8000-000000000000'],
      ],
      {input: 'licence-for-tests\n'},
    )
    assert.equal(written.exitCode, 0, written.stderr)
    assert.deepEqual(checkManifest(await render('v.yaml'), EXPECTED), {})
  })

  it("shows the chart's own secrets when only the domain is given", async () => {
    const manifest = await render(writeValues('domain-only', {global: {serviceHost: 'formance.example'}}))
    const faults = checkManifest(manifest, EXPECTED)
    assert.deepEqual(Object.keys(faults), ['A2', 'A3', 'A4', 'A8', 'A9'])
    for (const word of ['changeMe', 'changeMe1', 'changeMe2', 'changeMe00']) {
      assert.ok(faults.A4?.includes(`${word} stands in the manifests`), word)
    }
  })

  for (const [id, [what, values]] of Object.entries(BROKEN)) {
    it(`${id} catches ${what}`, async () => {
      const manifest = await render(VALUES, writeValues(id, values))
      assert.deepEqual(Object.keys(checkManifest(manifest, EXPECTED)), [id])
    })
  }

  it('ignores dex and postgresql at the top of the values, as the published chart does', async () => {
    const dead = writeValues('dead', {dex: {ingress: {enabled: false}}, postgresql: {enabled: false}})
    assert.equal(await render(VALUES, dead), await render(VALUES))
  })

  it('loses what the chart knows of Dex to a quote in the client secret, as the published chart does', async () => {
    const manifest = await render(VALUES, writeValues('quote', {membership: {config: {oidc: {clientSecret: 'a"b'}}}}))
    assert.ok(checkManifest(manifest, EXPECTED).A10?.includes("Dex's document has no issuer"))
  })

  for (const [what, values, said] of [
    ['volumes of Membership', {membership: {volumes: [{name: 'ca', emptyDir: {}}]}}, 'wizard/job.yaml'],
    ['a switch of 2.x', {global: {platform: {enabled: true}}}, 'wrong type for value'],
    ['a database from another registry', {membership: {postgresql: {image: {registry: 'r.example'}}}}, 'substituted'],
    ['a domain that is a number', {global: {serviceHost: 123}}, 'got number, want string'],
  ] as const) {
    it(`refuses ${what}, with helm's own words`, async () => {
      const file = writeValues(what.replaceAll(' ', '-'), values)
      const {exitCode, stderr, stdout} = await machine.run(['helm', 'template', '--chart', 'sandbox', '-f', VALUES, '-f', file])
      assert.equal(exitCode, 5)
      assert.equal(stdout, '')
      assert.match(stderr, /HELM_FAILED/)
      assert.ok(stderr.includes(said), stderr)
    })
  }

  function writeValues(name: string, values: object): string {
    const file = path.join(machine.home, `${name}.yaml`)
    writeFileSync(file, dump(values))
    return file
  }
})
