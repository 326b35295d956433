import assert from 'node:assert/strict'
import {base64Problem} from '../../src/go/base64.js'
import {cidrProblem} from '../../src/go/cidr.js'
import {goDurationProblem} from '../../src/go/duration.js'
import {listenAddressProblem} from '../../src/go/listen-address.js'
import {shellExpand} from '../../src/go/shell-expand.js'
import {goUrlProblem} from '../../src/go/url.js'

function accepts(problem: (text: string) => string | undefined, good: string[], bad: string[]): void {
  for (const text of good) assert.equal(problem(text), undefined, text)
  for (const text of bad) assert.notEqual(problem(text), undefined, text)
}

describe('what Go accepts', () => {
  it('as a duration', () =>
    accepts(goDurationProblem, ['0', '1h30m', '-300ms', '2160h', '1.5h', '.5s'], ['', '1', '1d', '3 s', 'h', '1h30', '-']))
  it('as a URL', () =>
    accepts(
      goUrlProblem,
      ['https://a:1/b%20c?d#e', 'not a url', 'mailto:a@b', 'https://[::1]:5556', ''],
      ['https://a/%zz', 'http://a b/', ':a', '1:2', 'http://a:port', 'http://a\n'],
    ))
  it('as base64', () => accepts(base64Problem, ['', 'YQ==', 'YWI=', 'YW\nJj'], ['YQ', 'Y', 'YQ=', '-----', 'YQ===']))
  it('as an address to listen on', () =>
    accepts(listenAddressProblem, [':80', '0.0.0.0:5556', '[::1]:1', 'a:http'], ['127.0.0.1', 'a:99999', '::1:80', '[::1]']))
  it('as a range of addresses', () =>
    accepts(cidrProblem, ['10.0.0.0/8', '::/0'], ['10.0.0.1', '10.0.0.0/33', 'a/8', '1.1.1.1/08']))
  it('as a variable in a text', () => {
    const expand = (text: string) => shellExpand(text, (name) => `<${name}>`)
    assert.equal(expand('a$B-${C}$$d$1e$'), 'a<B>-<C><$>d<1>e$')
    assert.equal(expand('${}x ${open $ y'), 'x open $ y')
  })
})
