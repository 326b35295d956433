import assert from 'node:assert/strict'
import semver from 'semver'
import {
  atLeast,
  DEFAULT_CHART_VERSION,
  KNOWN_VERSIONS,
  knownMajorOf,
  majorOf,
  needsClientSideApply,
  normalizeVersion,
} from '@cloudprem/chart'

describe('chart versions', () => {
  it('reads the spelling of the guide, with a v', () => {
    assert.equal(majorOf('v1.0.3'), 1)
    assert.equal(majorOf('v3.0.0'), 3)
    assert.equal(normalizeVersion('v3.0.0'), '3.0.0')
  })

  it('knows nothing of majors to come, and nothing of what is no version', () => {
    for (const version of ['5.0.0', '4', 'latest', '']) assert.equal(majorOf(version), undefined, version)
    assert.equal(knownMajorOf('1.0.3'), undefined)
  })

  it('lists the published versions in order, the default last', () => {
    assert.equal(KNOWN_VERSIONS.length, 63)
    assert.equal(KNOWN_VERSIONS.at(-1), DEFAULT_CHART_VERSION)
    assert.deepEqual(KNOWN_VERSIONS.toSorted(semver.compare), KNOWN_VERSIONS)
    for (const hole of ['2.0.0', '3.20.0']) assert.ok(!KNOWN_VERSIONS.includes(hole), hole)
  })

  it('compares versions as semver does, known ones and others', () => {
    const versions = [...KNOWN_VERSIONS, 'v3.4.0', '3.4.0-rc.1', '4.0.0-0', '3.20.4', '5.0.0']
    for (const version of versions) {
      for (const limit of versions) assert.equal(atLeast(version, limit), semver.gte(version, limit), `${version} ${limit}`)
    }
  })

  it('knows which charts Helm 4 installs on the client side only', () => {
    const needing = KNOWN_VERSIONS.filter(needsClientSideApply)
    assert.deepEqual([needing[0], needing.at(-1)], ['3.1.2', '3.20.3'])
    assert.equal(needsClientSideApply('4.0.0-beta.1'), false)
  })
})
