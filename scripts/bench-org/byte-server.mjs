// Answers every list with the bytes it was given, as fast as a socket takes them, so that the time of a bench is the client's.
import {createServer} from 'node:http'

/**
 * @param port the one that the sandbox had: logins belong to an address
 * @param answers bytes by path below `/api`, without query; others are 404
 */
export async function serveBytes(port, answers) {
  const server = createServer((request, response) => {
    const body = answers.get(new URL(request.url, 'http://127.0.0.1').pathname)
    response.writeHead(body ? 200 : 404, {'content-type': 'application/json'})
    response.end(body ?? '{"errorCode":"NOT_FOUND"}')
  })
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
