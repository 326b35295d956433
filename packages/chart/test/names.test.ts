import assert from 'node:assert/strict'
import {databaseHost, fullnameOf, membershipUri, releaseNameProblem, releaseNames} from '@cloudprem/chart'

describe('names of a release', () => {
  it('puts the release before the chart, unless the release names the chart', () => {
    assert.equal(fullnameOf('cloudprem', 'membership'), 'cloudprem-membership')
    assert.equal(fullnameOf('membership', 'membership'), 'membership')
    assert.equal(fullnameOf('portal-x', 'portal'), 'portal-x')
  })

  it('knows where the bundled database is: named after the release from 4.0 on', () => {
    assert.equal(databaseHost('cloudprem', 'formance-system', 3), 'postgresql.formance-system.svc')
    assert.equal(databaseHost('cloudprem', 'formance-system', 4), 'cloudprem-postgresql.formance-system.svc')
    assert.equal(databaseHost('regions', 'x', 4), 'regions-postgresql.x.svc')
  })

  it('lists the Jobs that an upgrade trips over', () => {
    assert.deepEqual(releaseNames('cloudprem', 2).jobs, ['cloudprem-membership'])
    assert.deepEqual(releaseNames('cloudprem', 4).jobs, ['cloudprem-membership', 'cloudprem-portal', 'cloudprem-console-v3'])
    assert.equal(releaseNames('cloudprem', 4).wizard, 'cloudprem-membership-wizard')
    assert.equal(releaseNames('cloudprem', 4).deployments.console, undefined)
  })

  it('refuses release names that render and cannot be installed', () => {
    assert.equal(releaseNameProblem('a'.repeat(27), 4), undefined)
    assert.match(releaseNameProblem('a'.repeat(28), 4) ?? '', /27/)
    assert.equal(releaseNameProblem('a'.repeat(28), 2), undefined)
    assert.match(releaseNameProblem('membership-portal', 4) ?? '', /two charts/)
    assert.match(releaseNameProblem('my-dex-membership', 2) ?? '', /two charts/)
    assert.equal(releaseNameProblem('console-v3', 4), undefined)
    assert.match(releaseNameProblem('console-v3', 3) ?? '', /two charts/)
    assert.match(releaseNameProblem('CloudPrem', 4) ?? '', /lower-case/)
  })

  it('accepts the release names of the guide', () => {
    for (const release of ['cloudprem', 'regions', 'membership', 'portal', 'dex', 'postgresql'])
      assert.equal(releaseNameProblem(release, 4), undefined, release)
  })

  it("gives Membership's address without a slash at the end", () => {
    assert.equal(membershipUri('formance.example'), 'https://membership.formance.example/api')
  })
})
