import assert from 'node:assert/strict'
import {chmodSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'
import {readClusterOffers} from '../../src/init/cluster-offers.js'

/** A kubectl that notes what it was asked and answers with `script`. */
function kubectl(script: string): string {
  const folder = temporaryFolder()
  const file = path.join(folder, 'kubectl')
  writeFileSync(file, `#!/bin/sh\necho "$@" >>"${folder}/asked"\n${script}\n`)
  chmodSync(file, 0o755)
  return folder
}

describe('what the cluster has to offer', function () {
  const before = process.env['PATH']
  const {signal} = new AbortController()

  beforeEach(function () {
    if (process.platform === 'win32') this.skip() // a shell script stands in for kubectl
  })
  afterEach(() => {
    process.env['PATH'] = before
  })

  it('are the names of its TLS Secrets and Ingress classes, and no content is asked for', async () => {
    const folder = kubectl('case "$*" in *secrets*) printf "b-tls a-tls";; *) printf nginx;; esac')
    process.env['PATH'] = `${folder}:${before}`
    assert.deepEqual(await readClusterOffers('formance-system', signal), {
      tlsSecrets: ['b-tls', 'a-tls'],
      ingressClasses: ['nginx'],
    })
    const asked = readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n')
    assert.ok(asked.every((line) => line.includes('-o jsonpath={.items[*].metadata.name}')))
    assert.ok(asked.some((line) => line.includes('--namespace formance-system --field-selector type=kubernetes.io/tls')))
  })

  it('are nothing where the cluster does not answer, or there is no kubectl', async () => {
    process.env['PATH'] = `${kubectl('exit 1')}:${before}`
    assert.deepEqual(await readClusterOffers('x', signal), {tlsSecrets: [], ingressClasses: []})
    process.env['PATH'] = temporaryFolder()
    assert.deepEqual(await readClusterOffers('x', signal), {tlsSecrets: [], ingressClasses: []})
  })
})
