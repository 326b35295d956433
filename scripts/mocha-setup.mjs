// For every test: the net is closed except for loopback, and a request that a test promised must have been made.
import nock from 'nock'

nock.disableNetConnect()
nock.enableNetConnect(/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/)

export const mochaHooks = {
  afterEach() {
    const pending = nock.pendingMocks()
    nock.cleanAll()
    if (pending.length > 0) throw new Error(`requests that were promised and not made: ${pending.join(', ')}`)
  },
}
