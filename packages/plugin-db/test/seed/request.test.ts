import assert from 'node:assert/strict'
import {parseBaseUrl, parseName, parseRegionId, parseStackId} from '../../src/seed/request.js'
import {excessOfStackName} from '../../src/seed/rules.js'
import {withWaitSeconds} from '../../src/seed/wait-flag.js'

describe('what is asked of a seed', () => {
  it('has a base URL of scheme, host and port', () => {
    assert.equal(parseBaseUrl('https://formance.example'), 'https://formance.example')
    assert.equal(parseBaseUrl('https://Formance.Example:8443/'), 'https://formance.example:8443')
    assert.equal(parseBaseUrl('http://localhost:8080', true), 'http://localhost:8080')
  })

  const badUrls: [string, RegExp][] = [
    ['formance.example', /has no scheme/],
    ['http://localhost:8080', /is http, which only --allow-http lets through/],
    ['https://formance.example?', /has more than scheme, host and port/],
    ['https://formance.example/api', /has more than scheme, host and port/],
    ['https://user:secret@formance.example', /has a user or a password in it/],
    ['ftp://formance.example', /is neither https nor http/],
    ['https://BASE_URL', /has a host that DNS does not allow/],
    ['https://', /is no URL/],
    ['https://formance..example', /has a host that DNS does not allow/],
  ]
  for (const [url, problem] of badUrls) it(`refuses ${url}`, () => assert.throws(() => parseBaseUrl(url), problem))

  it('has a stack id of lower-case letters and digits', () => {
    assert.equal(parseStackId('demo2'), 'demo2')
    for (const id of ['', 'Demo', 'my-stack', 'a_b', 'é', 'a'.repeat(62)]) assert.throws(() => parseStackId(id), /is no stack id/)
  })

  it('has ids that fit into 63 characters together', () => {
    assert.equal(excessOfStackName('qwertyuiopas', 'a'.repeat(50)), 0)
    assert.equal(excessOfStackName('qwertyuiopas', 'a'.repeat(52)), 2)
  })

  it('has a UUID for a region, in whatever case', () => {
    assert.equal(parseRegionId('2F6C0F4E-6A57-4C1F-9C0E-6F2D8F1B7A55'), '2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55')
    assert.throws(() => parseRegionId('2f6c0f4e'), /is no UUID/)
  })

  it('has names without blanks at their ends', () => {
    for (const name of ['Région 1', "'; drop table stacks; --", '\u202eevil', '🏦', 'Ассоunt']) {
      assert.equal(parseName(name, 'region'), name)
    }
    for (const name of ['', ' ', 'a ', 'a\nb', 'a\0b', 'a\u001b[31m', 'a\u009b', '\ud83c', 'a'.repeat(1001)])
      assert.throws(() => parseName(name, 'region'), /is no name/)
  })

  it('waits 300 seconds with a bare --wait, and as long as a number says', () => {
    assert.deepEqual(withWaitSeconds(['--wait']), ['--wait=300'])
    assert.deepEqual(withWaitSeconds(['--wait', '--json']), ['--wait=300', '--json'])
    assert.deepEqual(withWaitSeconds(['--wait', '60', '--json']), ['--wait', '60', '--json'])
    assert.deepEqual(withWaitSeconds(['--wait=60']), ['--wait=60'])
  })
})
