import assert from 'node:assert/strict'
import {splitSecrets} from '../../src/helm/secret-assignments.js'

describe('splitSecrets', () => {
  it('leaves what is no secret as it was written', () => {
    const assignments = ['portal.replicas=2,a.b=c\\,d', 'list={x,y}', 'portal.ingress.tls[0].secretName=acme']
    assert.deepEqual(splitSecrets(assignments), {plain: assignments, secret: []})
  })

  it('takes secrets out of the middle, and gives their values as helm would read them', () => {
    assert.deepEqual(splitSecrets(['a=b,global.postgresql.auth.password=x\\,y=z,c=d']), {
      plain: ['a=b,c=d'],
      secret: [{path: 'global.postgresql.auth.password', value: 'x,y=z'}],
    })
  })

  it('leaves what follows a bare comma to helm, which refuses it: the value was meant to go on', () => {
    // helm 3.17 and 4.1: key "b" has no value
    assert.deepEqual(splitSecrets(['global.postgresql.auth.password=a,b']).plain, ['b'])
  })

  it('does not take the name of a Secret for a secret', () => {
    const assignments = ['global.postgresql.auth.existingSecret=acme']
    assert.deepEqual(splitSecrets(assignments).secret, [])
  })
})
