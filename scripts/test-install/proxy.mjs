// A forward proxy on loopback.
import {createServer, request} from 'node:http'

/**
 * Forwards whatever it is asked for to one server, whatever its host name: names that no one else can resolve work through it.
 *
 * @param {string} target of a registry, as `http://127.0.0.1:4873/`
 * @returns {Promise<{uri: string, seen: string[], stop: () => void}>} `seen`: the URLs that it was asked for
 */
export async function startProxy(target) {
  const {hostname, port} = new URL(target)
  const seen = []
  const server = createServer((incoming, outgoing) => {
    // A proxy is asked with the whole URL, a server only with its path.
    const {pathname, search} = new URL(incoming.url, 'http://asked-without-a-host.invalid')
    seen.push(incoming.url)
    const {method, headers} = incoming
    const forwarded = request({hostname, port, path: pathname + search, method, headers}, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers)
      answer.pipe(outgoing)
    })
    forwarded.on('error', (error) => outgoing.destroy(error))
    incoming.pipe(forwarded)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    uri: `http://127.0.0.1:${server.address().port}/`,
    seen,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
