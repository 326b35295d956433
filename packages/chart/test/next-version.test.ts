import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import {
  chartFacts,
  chartUpgrades,
  checkValues,
  KNOWN_MAJORS,
  KNOWN_VERSIONS,
  knownMajorOf,
  schemaOf,
  type ChartFacts,
  type Finding,
} from '@cloudprem/chart'
import {changed} from './values-file/good-values.js'

const four = chartFacts(4)

/** A version that is not out: the portal gets another host, a key of its own, and its old key moves. Nothing but data. */
const next: ChartFacts = {
  ...four,
  hosts: four.hosts.map((host) =>
    host.component === 'portal'
      ? {...host, hostPath: 'global.hosts.portal', defaultHost: 'app.{{ .Values.global.serviceHost }}'}
      : host,
  ),
  secrets: [
    ...four.secrets,
    {
      path: 'portal.config.signing.key',
      default: 'changeMe9',
      meaning: 'the key that the portal signs with',
      existingSecret: 'portal.config.signing.existingSecret',
      secretKey: 'portal.config.signing.secretKeys.key',
    },
  ],
  settings: [
    ...four.settings,
    {path: 'portal.config.signing.key', type: 'string', default: 'changeMe9', meaning: 'the key that the portal signs with'},
    {path: 'global.hosts.portal', type: 'string', default: 'app.{{ .Values.global.serviceHost }}', meaning: "the portal's host"},
  ],
  deadKeys: [
    ...four.deadKeys,
    {
      path: 'global.platform.portal.host',
      replacement: 'global.hosts.portal',
      why: 'hosts have a section of their own since 4.11',
    },
  ],
}

function judged(changes: Record<string, unknown>, chartVersion: string, facts?: ChartFacts): Finding[] {
  const context = {release: 'cloudprem', namespace: 'formance-system', chartVersion, ...(facts && {facts})}
  return checkValues(changed(changes), context).findings
}

describe('the next chart version', () => {
  const right = {
    'portal.config.signing.key': 'aKeyOfMyOwnToSignWith000001',
    'global.hosts.portal': 'portal.formance.example',
  }

  it('is judged by its data alone: a new secret, a new host, a moved key', () => {
    const old = {'global.platform.portal.host': 'portal.formance.example'}
    assert.deepEqual(judged(old, '4.10.2'), [])
    assert.deepEqual(
      judged(old, '4.11.0', next).map(({rule, path}) => `${rule} ${path}`),
      ['dead-key global.platform.portal.host', 'default-secret portal.config.signing.key', 'tls-host-missing portal.ingress.tls'],
    )
    assert.deepEqual(judged(right, '4.11.0', next), [])
  })

  it('leaves the versions before it as they were', () => {
    const rules = judged(right, '4.10.2').map(({rule}) => rule)
    assert.deepEqual([...new Set(rules)], ['unknown-key'])
  })

  it('of a major that is known has facts, a schema and a way to it', () => {
    for (const major of KNOWN_MAJORS) {
      assert.equal(chartFacts(major).major, major)
      assert.ok(schemaOf(major).properties?.['global'])
      assert.ok(chartUpgrades.some(({to}) => to === major))
      assert.ok(KNOWN_VERSIONS.some((version) => knownMajorOf(version) === major))
    }
  })

  it('of the next major finds no code that is for the newest one alone', () => {
    const newest = KNOWN_MAJORS.at(-1)
    const source = new URL('../src/', import.meta.url)
    const files = readdirSync(source, {recursive: true, encoding: 'utf8'}).filter((file) => file.endsWith('.ts'))
    assert.ok(files.length > 60)
    const naming = files.filter((file) =>
      new RegExp(`major\\)? (===|<=) ${newest}\\b`).test(readFileSync(new URL(file, source), 'utf8')),
    )
    assert.deepEqual(naming, [])
  })
})
