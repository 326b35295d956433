import assert from 'node:assert/strict'
import {chartFacts, valueAt} from '@cloudprem/chart'
import {INGRESS_PRESETS, type IngressPreset} from '../../src/init/ingress/presets.js'
import type {IngressPlan} from '../../src/init/plan.js'
import {planFor, write} from './support/scenarios.js'

const withPresets = (presets: IngressPreset[], more: Partial<IngressPlan> = {}, version = '4.10.2') =>
  write(planFor(version, {ingress: {presets, annotations: {}, ...more}, tlsSecret: 'tls'}))

describe('the presets for Ingress controllers', () => {
  for (const preset of INGRESS_PRESETS) {
    for (const version of ['2.2.1', '3.20.1', '4.10.2']) {
      it(`${preset}: no finding for chart ${version}`, () => {
        const {report} = withPresets([preset], {clusterIssuer: 'letsencrypt'}, version)
        assert.deepEqual(report.findings, [])
      })
    }
  }

  it('ingress-nginx gives the consoles room for their cookies', () => {
    const {values} = withPresets(['ingress-nginx'])
    assert.equal(valueAt(values, 'membership.dex.ingress.className'), 'nginx')
    assert.equal(valueAt(values, 'membership.ingress.annotations'), undefined)
    assert.deepEqual(valueAt(values, 'portal.ingress.annotations'), {'nginx.ingress.kubernetes.io/proxy-buffer-size': '16k'})
  })

  it('traefik writes its "true" as text, which Kubernetes asks for', () => {
    const {text} = withPresets(['traefik'])
    assert.match(text, /router\.tls: ['"]true['"]/)
  })

  it('aws-alb has no TLS Secret, one load balancer, and a health path for each', () => {
    const {values} = withPresets(['aws-alb'], {certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/x'})
    for (const {ingressPath} of chartFacts(4).hosts) {
      assert.equal(valueAt(values, `${ingressPath}.tls`), undefined)
      assert.equal(valueAt(values, `${ingressPath}.annotations["alb.ingress.kubernetes.io/group.name"]`), 'cloudprem')
      assert.ok(valueAt(values, `${ingressPath}.annotations["alb.ingress.kubernetes.io/healthcheck-path"]`))
    }
  })

  it('cert-manager has a Secret for each host, and goes with a controller', () => {
    const {values} = withPresets(['ingress-nginx', 'cert-manager'], {clusterIssuer: 'letsencrypt'})
    const names = chartFacts(4).hosts.map(({ingressPath}) => valueAt(values, `${ingressPath}.tls[0].secretName`))
    assert.equal(new Set(names).size, 4)
    assert.equal(valueAt(values, 'portal.ingress.annotations["cert-manager.io/cluster-issuer"]'), 'letsencrypt')
    assert.equal(valueAt(values, 'portal.ingress.className'), 'nginx')
  })

  it("lets one's own class and annotations win", () => {
    const {values} = withPresets(['ingress-nginx'], {
      className: 'internal',
      annotations: {'nginx.ingress.kubernetes.io/proxy-buffer-size': '32k'},
    })
    assert.equal(valueAt(values, 'portal.ingress.className'), 'internal')
    assert.equal(valueAt(values, 'portal.ingress.annotations["nginx.ingress.kubernetes.io/proxy-buffer-size"]'), '32k')
  })
})
