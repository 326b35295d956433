import {createServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import {buffer} from 'node:stream/consumers'

export interface TlsFront {
  port: number
  /** What the Membership behind it calls itself to whoever comes through it. */
  membershipUri: string
  stop: () => Promise<void>
}

const OF_THE_CONNECTION = ['host', 'connection', 'content-length']

/**
 * Membership behind an Ingress that ends TLS: passes all on to a sandbox and puts its own address in the place of the sandbox's,
 * in ID tokens as well. Those lose their signature by that, which clients do not look at (they come over TLS) and the sandbox does:
 * it gets back the one that it gave.
 *
 * @param host under which it is known; the port is its own
 */
export async function startTlsFront(
  sandboxUri: string,
  {key, cert, host = '127.0.0.1', publicPort}: {key: string; cert: string; host?: string; publicPort?: number},
): Promise<TlsFront> {
  const inside = new URL(sandboxUri).origin
  const given = new Map<string, string>()
  let outside = ''

  const outward = (text: string): string =>
    text.replaceAll(inside, outside).replaceAll(/"id_token":"([^"]+)"/g, (_all, token: string) => {
      const [header, payload = '', signature] = token.split('.')
      const claims = Buffer.from(payload, 'base64url').toString('utf8').replaceAll(inside, outside)
      const shown = [header, Buffer.from(claims).toString('base64url'), signature].join('.')
      given.set(shown, token)
      return `"id_token":"${shown}"`
    })
  const inward = (text: string): string => {
    let result = text
    for (const [shown, token] of given) result = result.replaceAll(shown, token)
    return result.replaceAll(outside, inside)
  }

  const server = createServer({key, cert}, (request, response) => {
    const pass = async (): Promise<void> => {
      const body = inward((await buffer(request)).toString('utf8'))
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !OF_THE_CONNECTION.includes(name)))
      const answer = await fetch(inside + (request.url ?? ''), {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        redirect: 'manual',
        ...(body !== '' && {body}),
      })
      const contentType = answer.headers.get('content-type')
      response.writeHead(answer.status, contentType === null ? {} : {'content-type': contentType})
      response.end(outward(await answer.text()))
    }
    pass().catch((error: unknown) => response.writeHead(502).end(String(error)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  outside = `https://${host}${publicPort === 443 ? '' : `:${publicPort ?? port}`}`
  return {
    port,
    membershipUri: `${outside}/api`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
