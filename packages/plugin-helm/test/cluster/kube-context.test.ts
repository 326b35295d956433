import assert from 'node:assert/strict'
import {findKubeContext} from '../../src/cluster/kube-context.js'

const context = (name: string, cluster: string) => ({name, context: {cluster, user: 'ops'}})
const cluster = (name: string, server: string) => ({name, cluster: {server}})

describe('findKubeContext', () => {
  const first = {'current-context': 'eu', contexts: [context('eu', 'k')]}
  const second = {
    'current-context': 'us',
    contexts: [context('eu', 'wrong'), context('us', 'k')],
    clusters: [cluster('k', 'https://10.0.0.1:6443')],
  }

  it('merges files as kubectl does: the first that has a name wins', () => {
    assert.deepEqual(findKubeContext([first, second], undefined), {name: 'eu', server: 'https://10.0.0.1:6443'})
  })

  it('takes the context that was named', () => {
    assert.deepEqual(findKubeContext([first, second], 'us'), {name: 'us', server: 'https://10.0.0.1:6443'})
  })

  it('knows no server for a context that is nowhere', () => {
    assert.deepEqual(findKubeContext([first], 'gone'), {name: 'gone', server: undefined})
  })

  it('finds nothing where there is no configuration, or a damaged one', () => {
    assert.equal(findKubeContext([], undefined), undefined)
    assert.equal(findKubeContext([undefined, 'text', {contexts: 3}], undefined), undefined)
  })
})
