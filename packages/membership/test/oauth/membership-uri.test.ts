import assert from 'node:assert/strict'
import {likelyMembershipUris, parseMembershipUri} from '../../src/oauth/membership-uri.js'

describe('parseMembershipUri', () => {
  for (const wrong of ['http://membership.formance.example/api', 'ftp://x/api', '', 'membership']) {
    it(`refuses "${wrong}" as an address`, () => {
      assert.throws(() => parseMembershipUri(wrong), {code: 'USAGE', exitCode: 2})
    })
  }

  for (const [almost, meant] of [
    ['membership.formance.example/api', 'https://membership.formance.example/api'],
    ['http://membership.formance.example/api', 'https://membership.formance.example/api'],
    ['http://membership.formance.example/', 'https://membership.formance.example/api'],
    ['membership.formance.example', 'https://membership.formance.example/api'],
    ['127.0.0.1:8180/api', 'http://127.0.0.1:8180/api'],
    ['localhost:8180', 'http://localhost:8180/api'],
  ] as const) {
    it(`proposes ${meant} for ${almost}`, () => {
      assert.throws(() => parseMembershipUri(almost), {hints: [`cloudprem login --membership-uri ${meant}`]})
    })
  }

  for (const here of ['http://127.0.0.1:8080/api', 'http://localhost:8080/api', 'http://[::1]:8080/api']) {
    it(`takes ${here}, which is on this machine`, () => {
      assert.equal(parseMembershipUri(here).href, here)
    })
  }
})

describe('likelyMembershipUris', () => {
  for (const [given, first] of [
    ['https://membership.formance.example', 'https://membership.formance.example/api'],
    ['https://membership.formance.example/api/', 'https://membership.formance.example/api'],
    ['https://membership.formance.example/api/organizations', 'https://membership.formance.example/api'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/api'],
  ] as const) {
    it(`thinks of ${first} first when ${given} was given`, () => {
      assert.equal(likelyMembershipUris(given)[0], first)
    })
  }

  for (const given of [
    'https://formance.example',
    'https://portal.formance.example/api',
    'https://console.formance.example',
    'https://console.v3.formance.example/login',
    'https://dex.formance.example',
  ]) {
    it(`thinks of the host of Membership when ${given} was given`, () => {
      assert.ok(likelyMembershipUris(given).includes('https://membership.formance.example/api'))
    })
  }

  it('thinks of no other machine for one on this machine, and of its other name', () => {
    assert.deepEqual(likelyMembershipUris('http://localhost:8080/api'), ['http://127.0.0.1:8080/api', 'http://localhost:8080'])
  })
})
