// For every test: the net is closed except for loopback, and a request that a test promised must have been made. In CI the random
// values of property-based tests are the same each time: what fails there must have been broken by the change.
import fc from 'fast-check'
import nock from 'nock'

if (process.env.CI) fc.configureGlobal({seed: 20_261_124})

nock.disableNetConnect()
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)

export const mochaHooks = {
  afterEach() {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    if (pending.length > 0) throw new Error(`requests that were promised and not made: ${pending.join(', ')}`)
  },
}
