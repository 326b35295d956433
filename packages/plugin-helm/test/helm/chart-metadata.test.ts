import assert from 'node:assert/strict'
import {chartNameIn} from '../../src/helm/chart-metadata.js'

describe('chartNameIn', () => {
  for (const [location, name] of [
    ['oci://ghcr.io/formancehq/helm/cloudprem', 'cloudprem'],
    ['oci://registry.example:5000/mirror/cloudprem/', 'cloudprem'],
    ['oci://registry.example/mirror/cloudprem@sha256:0123', 'cloudprem'],
    ['https://charts.example/cloudprem-v4.10.2.tgz', 'cloudprem'],
    ['https://charts.example/my-chart.tgz', 'my-chart'],
  ] as const) {
    it(`finds ${name} in ${location}`, () => assert.equal(chartNameIn(location), name))
  }
})
