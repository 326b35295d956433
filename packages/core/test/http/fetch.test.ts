import assert from 'node:assert/strict'
import {createServer, type IncomingMessage, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {text} from 'node:stream/consumers'
import {createFetch} from '../../src/http/fetch.js'

describe('createFetch', () => {
  let server: Server
  let origin: string
  let seen: {request: IncomingMessage; body: string} | undefined

  before(async () => {
    server = createServer((request, response) => {
      if (request.url === '/never') return
      void text(request).then((body) => {
        seen = {request, body}
        response.end('ok')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  after(() => server.closeAllConnections())
  after((done) => void server.close(done))

  const options = {insecureTls: false, userAgent: 'cloudprem/test'}

  it('sends method, headers and body of a Request that is handed to it, and its own name', async () => {
    const request = new Request(`${origin}/x`, {
      method: 'PUT',
      body: '{"a":1}',
      headers: {authorization: 'Bearer t', 'content-type': 'application/json'},
    })

    await createFetch(options)(request)

    assert.equal(seen?.request.method, 'PUT')
    assert.equal(seen?.body, '{"a":1}')
    assert.equal(seen?.request.headers.authorization, 'Bearer t')
    assert.equal(seen?.request.headers['user-agent'], 'cloudprem/test')
  })

  it('sends a form given beside an address', async () => {
    await createFetch(options)(`${origin}/x`, {method: 'POST', body: new URLSearchParams({a: 'b'})})

    assert.equal(seen?.body, 'a=b')
    assert.match(seen?.request.headers['content-type'] ?? '', /^application\/x-www-form-urlencoded/)
  })

  it('gives up after a while', async () => {
    await assert.rejects(createFetch({...options, timeoutMs: 50})(`${origin}/never`), {name: 'TimeoutError'})
  })

  it('stops when the command is interrupted', async () => {
    const controller = new AbortController()
    const answer = createFetch({...options, signal: controller.signal})(`${origin}/never`)
    controller.abort()

    await assert.rejects(answer, {name: 'AbortError'})
  })
})
