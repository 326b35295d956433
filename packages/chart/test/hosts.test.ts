import assert from 'node:assert/strict'
import {deployedHosts, formatPath, parsePath, resolveTemplate, setAt, valueAt, type Values} from '@cloudprem/chart'

const names = (values: Values, version: string) => deployedHosts(values, version).map(({host}) => host)
const domain = {global: {serviceHost: 'a.example'}}

describe('hosts that a file deploys', () => {
  it('follows the console through the majors', () => {
    assert.deepEqual(names(domain, '2.2.1'), ['membership.a.example', 'dex.a.example', 'portal.a.example', 'console.a.example'])
    assert.deepEqual(names(domain, '3.13.0').at(-1), 'console.a.example')
    assert.deepEqual(names(domain, '3.14.0').at(-1), 'console.v3.a.example')
    assert.deepEqual(names(domain, '4.10.2'), [
      'membership.a.example',
      'dex.a.example',
      'portal.a.example',
      'console.v3.a.example',
    ])
  })

  it('leaves out what is switched off', () => {
    const values = structuredClone(domain)
    setAt(values, 'membership.dex.enabled', false)
    setAt(values, 'global.platform.portal.enabled', false)
    assert.deepEqual(names(values, '4.10.2'), ['membership.a.example', 'console.v3.a.example'])
  })

  it('resolves the templates that hosts are written in, and admits what it cannot', () => {
    assert.equal(resolveTemplate('{{ tpl .Values.global.platform.portal.host $ }}', domain), 'portal.a.example')
    assert.equal(resolveTemplate('x.{{.Values.global.serviceHost}}', domain), 'x.a.example')
    assert.equal(resolveTemplate('{{ .Release.Name }}.x', domain), undefined)
    assert.equal(resolveTemplate('{{ .Values.a }}', {a: '{{ .Values.a }}'}), undefined)
  })
})

describe('paths of values', () => {
  it('survive being read and written', () => {
    for (const path of ['a.b[0].c', 'console-v3.ingress.tls[0].hosts[1]', 'x["nginx.ingress.kubernetes.io/a"].y'])
      assert.equal(formatPath(parsePath(path)), path)
  })

  it("reach only what is the file's own", () => {
    assert.equal(valueAt({}, 'constructor.name'), undefined)
    assert.equal(valueAt({a: [{b: 1}]}, 'a[0].b'), 1)
  })
})
