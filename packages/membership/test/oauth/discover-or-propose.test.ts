import assert from 'node:assert/strict'
import nock from 'nock'
import {discoverOrPropose} from '../../src/oauth/discover-or-propose.js'
import {discovery, issuer} from '../support/membership.js'

const wellKnown = '/.well-known/openid-configuration'
const login = `cloudprem login --membership-uri ${issuer}`

/** Whatever is asked for at a host that has no Membership. */
function noMembershipAt(origin: string, status = 404, body = 'not here'): void {
  nock(origin)
    .get(/openid-configuration$/)
    .optionally()
    .times(5)
    .reply(status, body)
}

describe('discoverOrPropose', () => {
  it('gives the configuration of a Membership that is there', async () => {
    discovery()

    assert.equal((await discoverOrPropose(issuer, fetch)).serverMetadata().issuer, issuer)
  })

  it('names the address without the slash at the end, when that one works', async () => {
    discovery()
    discovery()

    await assert.rejects(discoverOrPropose(`${issuer}/`, fetch), {
      code: 'MEMBERSHIP_ISSUER_MISMATCH',
      hints: [login],
      reason: /https:\/\/membership\.formance\.example\/api was tried and works\.$/,
    })
  })

  it('says whose fault it is when the address that Membership calls itself does not work', async () => {
    discovery(issuer, {issuer: 'https://internal.formance.example/api'})
    noMembershipAt('https://internal.formance.example')

    await assert.rejects(discoverOrPropose(issuer, fetch), (error: {code: string; reason: string; hints: string[]}) => {
      assert.equal(error.code, 'MEMBERSHIP_ISSUER_MISMATCH')
      assert.match(error.reason, /its own address is set wrongly/)
      assert.ok(!error.hints.some((hint) => hint.includes('login')), 'no login is proposed that would fail')
      return true
    })
  })

  for (const [what, given] of [
    ['/api was left out', 'https://membership.formance.example'],
    ['too much of a path was given', `${issuer}/organizations`],
  ] as const) {
    it(`names the address that works when ${what}`, async () => {
      nock(new URL(given).origin)
        .get(new URL(`${given}${wellKnown}`).pathname.replace('//', '/'))
        .reply(404, 'not here')
      discovery()
      noMembershipAt('https://membership.membership.formance.example')
      noMembershipAt('https://membership.formance.example')

      await assert.rejects(discoverOrPropose(given, fetch), {code: 'MEMBERSHIP_NO_DISCOVERY', hints: [login]})
    })
  }

  it('names the host of Membership when that of the console was given, which answers every path with its page', async () => {
    noMembershipAt('https://console.v3.formance.example', 200, '<html>')
    discovery()

    await assert.rejects(discoverOrPropose('https://console.v3.formance.example/api', fetch), {
      code: 'MEMBERSHIP_NO_DISCOVERY',
      hints: [login],
    })
  })

  it('names the host of Membership when the base domain was given, at which nobody listens', async () => {
    nock('https://formance.example')
      .get(/./)
      .replyWithError(Object.assign(new Error('no'), {code: 'ENOTFOUND'}))
    discovery()

    await assert.rejects(discoverOrPropose('https://formance.example', fetch), {
      code: 'MEMBERSHIP_UNREACHABLE',
      hints: [login],
    })
  })

  it('proposes no address that was not found to work', async () => {
    noMembershipAt('https://portal.formance.example')
    noMembershipAt('https://membership.formance.example')

    await assert.rejects(discoverOrPropose('https://portal.formance.example/api', fetch), (error: {hints: string[]}) => {
      assert.ok(!error.hints.some((hint) => hint.includes('--membership-uri')))
      return true
    })
  })
})
