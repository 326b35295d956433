import assert from 'node:assert/strict'
import {maskSecrets} from '../../src/render/mask-secrets.js'

describe('maskSecrets', () => {
  it("hides passwords, hashes, clients' secrets and what a connector type keeps secret", () => {
    const masked = JSON.stringify(
      maskSecrets({
        storage: {config: {password: 'S1'}},
        staticClients: [{id: 'a', secret: 'S2'}],
        staticPasswords: [{email: 'a@b', hash: 'S3'}],
        signer: {config: {token: 'S4'}},
        connectors: [
          {type: 'ldap', config: {bindPW: 'S5'}},
          {type: 'keystone', config: {keystonePassword: 'S6'}},
          {type: 'github', config: {ClientSecret: 'S7', clientID: 'shown'}},
        ],
      }),
    )
    assert.doesNotMatch(masked, /S\d/)
    assert.match(masked, /shown/)
  })

  it('shows the names of variables, which are no secret', () =>
    assert.deepEqual(maskSecrets({storage: {config: {password: '$POSTGRES_PASSWORD'}}, staticClients: [{secretEnv: 'X'}]}), {
      storage: {config: {password: '$POSTGRES_PASSWORD'}},
      staticClients: [{secretEnv: 'X'}],
    }))
})
