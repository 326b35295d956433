import assert from 'node:assert/strict'
import nock from 'nock'
import {discover} from '../../src/oauth/discover.js'

const uri = 'https://membership.formance.example/api'
const wellKnown = '/api/.well-known/openid-configuration'

function answerWithIssuer(issuer: string): void {
  nock('https://membership.formance.example')
    .get(wellKnown)
    .reply(200, {
      issuer,
      token_endpoint: `${uri}/oauth/token`,
      jwks_uri: `${uri}/keys`,
      device_authorization_endpoint: `${uri}/device`,
    })
}

describe('discover', () => {
  it('takes a Membership that calls itself what the user calls it', async () => {
    answerWithIssuer(uri)

    assert.equal((await discover(uri, fetch)).serverMetadata().issuer, uri)
  })

  for (const [what, issuer] of [
    ['a slash at the end', `${uri}/`],
    ['the scheme', 'http://membership.formance.example/api'],
    ['the host', 'https://other.formance.example/api'],
    ['upper case', 'https://Membership.formance.example/api'],
  ] as const) {
    it(`refuses an issuer that differs by ${what}`, async () => {
      answerWithIssuer(issuer)

      await assert.rejects(discover(uri, fetch), {
        code: 'MEMBERSHIP_ISSUER_MISMATCH',
        exitCode: 5,
        message: `Membership calls itself ${issuer}, not ${uri}`,
      })
    })
  }

  it('says that there is no Membership where a page answers 404', async () => {
    nock('https://membership.formance.example').get(wellKnown).reply(404, 'not here')

    await assert.rejects(discover(uri, fetch), {
      code: 'MEMBERSHIP_NO_DISCOVERY',
      exitCode: 5,
      message: `There is no Membership at ${uri}`,
    })
  })

  for (const status of [429, 500, 502, 503, 504]) {
    it(`says that Membership is not ready where it answers ${status}, not that there is none`, async () => {
      nock('https://membership.formance.example').get(wellKnown).reply(status, '<html>')

      await assert.rejects(discover(uri, fetch), {
        code: 'MEMBERSHIP_REFUSED',
        exitCode: 5,
        message: `${uri} answers HTTP ${status}`,
      })
    })
  }

  it('says that there is no Membership where some other page answers 200', async () => {
    nock('https://membership.formance.example').get(wellKnown).reply(200, '<html>', {'content-type': 'text/html'})

    await assert.rejects(discover(uri, fetch), {code: 'MEMBERSHIP_NO_DISCOVERY'})
  })

  for (const [code, reason] of [
    ['ENOTFOUND', 'The name does not resolve.'],
    ['ECONNREFUSED', 'Connection refused: nothing listens there.'],
    ['CERT_HAS_EXPIRED', 'Its certificate has expired.'],
    ['ECONNRESET', 'The connection was cut.'],
  ] as const) {
    it(`tells in words when the connection fails with ${code}`, async () => {
      nock('https://membership.formance.example')
        .get(wellKnown)
        .replyWithError(Object.assign(new Error('no'), {code}))

      await assert.rejects(discover(uri, fetch), {code: 'MEMBERSHIP_UNREACHABLE', exitCode: 5, reason})
    })
  }
})
