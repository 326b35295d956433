import assert from 'node:assert/strict'
import {isCloudpremError} from '@cloudprem/core'
import {FAULT_EFFECTS} from '../../src/faults/fault.js'
import {parseFault} from '../../src/faults/parse-fault.js'

describe('a fault on the command line', () => {
  it('is an effect, and where and how often it happens', () => {
    assert.deepEqual(parseFault('latency=3s'), {effect: {kind: 'latency', ms: 3000}})
    assert.deepEqual(parseFault('status=429,retry-after=2 @POST /oauth/token x2'), {
      effect: {kind: 'status', status: 429, retryAfterSeconds: 2},
      method: 'POST',
      path: /^\/oauth\/token$/,
      times: 2,
    })
    assert.deepEqual(parseFault('status=400,error=slow_down @/oauth/token'), {
      effect: {kind: 'status', status: 400, error: 'slow_down'},
      path: /^\/oauth\/token$/,
    })
    assert.deepEqual(parseFault('clock-skew=-1.5m').effect, {kind: 'clock-skew', ms: -90_000})
    for (const kind of ['drop', 'truncate', 'expired-token'] as const) assert.deepEqual(parseFault(kind), {effect: {kind}})
  })

  it('takes * for anything in a path and every other character for itself', () => {
    const {path} = parseFault('drop @get /organizations/*/stacks?x')
    assert.ok(path?.test('/organizations/abc/stacks?x'))
    assert.ok(!path?.test('/organizations/abc/stack'))
  })

  it('is as its help says', () => {
    for (const [example] of FAULT_EFFECTS) parseFault(example)
  })

  it('is refused with what is wrong of it', () => {
    for (const [spec, reason] of [
      ['', /none of latency/],
      ['slow', /none of latency/],
      ['latency', /500ms, 3s/],
      ['latency=-3s', /500ms, 3s/],
      ['status=99', /200 to 599/],
      ['status=500,retry=2', /no "retry"/],
      ['status=429,retry-after=soon', /number of seconds/],
      ['drop=1', /no value/],
      ['drop GET', /"GET" is none of/],
      ['drop @FETCH', /"@FETCH" is none of/],
      ['drop x0', /"x0" is none of/],
      ['clock-skew=1s @GET', /every request/],
    ] as const) {
      assert.throws(
        () => parseFault(spec),
        (error) => isCloudpremError(error) && error.code === 'USAGE' && reason.test(error.reason ?? ''),
        spec,
      )
    }
  })
})
