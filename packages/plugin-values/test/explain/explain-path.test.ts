import assert from 'node:assert/strict'
import {chartFacts, DEFAULT_CHART_VERSION, KNOWN_MAJORS, parsePath, type KnownMajor} from '@cloudprem/chart'
import {explainPath} from '../../src/explain/explain-path.js'
import {knownPaths} from '../../src/explain/known-path.js'
import {renderExplanation} from '../../src/explain/render-explanation.js'
import {suggestPaths} from '../../src/explain/suggest-paths.js'

const VERSIONS: Record<KnownMajor, string> = {2: '2.2.1', 3: '3.20.1', 4: DEFAULT_CHART_VERSION}
const explain = (path: string, major: KnownMajor = 4) => explainPath(parsePath(path), VERSIONS[major], major)

describe('an explanation', () => {
  it('tells type, default, meaning, since and readers of a setting', () => {
    const serviceHost = explain('global.serviceHost')
    assert.equal(serviceHost?.type, 'string')
    assert.equal(serviceHost.default, '')
    assert.match(serviceHost.meaning ?? '', /base domain/)
    assert.equal(serviceHost.since, '2.x or before')
    assert.equal(explain('membership.config.oidc.connectors')?.since, '3.4.0')
    assert.equal(explain('global.licence.token')?.since, '3.x')
    assert.deepEqual(explain('global.postgresql.host')?.readBy, ['Membership', "Dex's storage", 'the portal', 'console v3'])
    assert.deepEqual(explain('global.postgresql.host', 3)?.readBy, ['Membership', "Dex's storage"])
  })

  it('says of a secret that everyone knows its default, and how to keep it in a Kubernetes Secret', () => {
    const lines = renderExplanation(explain('membership.config.oidc.clientSecret') ?? assert.fail(), 80)
    assert.match(lines.join('\n'), /"changeMe", which everyone knows/)
    assert.match(
      lines.join(' ').replaceAll(/\s+/g, ' '),
      /oidc\.existingSecret with membership\.config\.oidc\.secretKeys\.secret takes it/,
    )
  })

  it('names what replaces a dead key, and follows a key that moved twice', () => {
    assert.deepEqual(
      [explain('dex.enabled')?.replacedBy, explain('dex.config.issuer')?.replacedBy, explain('global.license.token')?.replacedBy],
      ['membership.dex.enabled', 'membership.dex.configOverrides.issuer', 'global.licence.token'],
    )
    assert.equal(explain('dex.enabled')?.dead, true)
  })

  it('tells of an old chart what becomes of the value in later ones', () => {
    const cookie = explain('global.platform.cookie.encryptionKey', 2)
    assert.deepEqual(
      cookie?.later.map(({major, replacedBy}) => [major, replacedBy]),
      [
        [3, 'global.platform.console.cookie.encryptionKey'],
        [4, 'console-v3.config.cookie.encryptionKey'],
      ],
    )
  })

  it('lists the keys of a map, and the sections of the file without a path', () => {
    assert.deepEqual(
      explain('')
        ?.children.map(({path}) => path)
        .sort(),
      [...chartFacts(4).topKeys].sort(),
    )
    const children = explain('membership.ingress')?.children.map(({path}) => path)
    assert.ok(children?.includes('membership.ingress.className') && children.includes('membership.ingress.tls'))
  })

  it('knows what lies in lists and maps of your own, and in charts of others', () => {
    assert.equal(explain('membership.ingress.tls[0].secretName')?.inside, 'membership.ingress.tls')
    assert.equal(explain('portal.ingress.annotations["a.b/c"]')?.inside, 'portal.ingress.annotations')
    assert.equal(explain('membership.dex.replicaCount')?.inside, 'membership.dex')
  })

  it('is not made up for what the chart does not have; the nearest is named', () => {
    assert.equal(explain('membership.ingres.className'), undefined)
    assert.equal(suggestPaths(parsePath('membership.ingres.className'), 4, '4.10.2')[0], 'membership.ingress.className')
    assert.equal(suggestPaths(['serviceHost'], 4, '4.10.2')[0], 'global.serviceHost')
    assert.equal(explain('global.licence.token', 2)?.dead, true)
  })

  it('stands for every value that is known of every major, in 80 columns', () => {
    for (const major of KNOWN_MAJORS) {
      for (const path of knownPaths(major).keys()) {
        const explanation = explainPath(parsePath(path), VERSIONS[major], major)
        assert.ok(explanation, path)
        for (const line of renderExplanation(explanation, 80)) assert.ok(line.length <= 80 || !line.trim().includes(' '), line)
      }
    }
  })
})
