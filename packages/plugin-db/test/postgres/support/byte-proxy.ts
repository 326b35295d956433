import net from 'node:net'
import type {AddressInfo} from 'node:net'

/** A place on loopback that stands before a server, and where something can be made to happen at an exact byte. */
export interface ByteProxy {
  port: number
  /** Bytes that went through in both directions since `arm` or `disarm`. */
  passed: () => number
  /** Counts anew, and calls `act` once when `at` bytes have gone through; what follows waits until it is done. */
  arm: (at: number, act: () => void | Promise<void>) => void
  disarm: () => void
  /** New connections go to this port of 127.0.0.1 from now on. */
  redirect: (port: number) => void
  /** Ends every connection, by a FIN or by a reset. */
  cut: (how: 'end' | 'reset') => void
  close: () => Promise<void>
}

export async function startByteProxy(serverPort: number): Promise<ByteProxy> {
  let target = serverPort
  let passed = 0
  let armed: {at: number; act: () => void | Promise<void>} | undefined
  const open = new Set<net.Socket>()
  /** One after the other over all connections, so that nothing overtakes what happens. */
  let turn: Promise<void> = Promise.resolve()

  const forward = async (chunk: Buffer, to: net.Socket) => {
    let rest = chunk
    if (armed && passed + chunk.length >= armed.at) {
      const {at, act} = armed
      armed = undefined
      const before = Math.max(0, at - passed)
      write(to, rest.subarray(0, before))
      passed += before
      rest = rest.subarray(before)
      await act()
    }
    write(to, rest)
    passed += rest.length
  }
  const join = (from: net.Socket, to: net.Socket) => {
    open.add(from)
    from.on('data', (chunk: Buffer) => void (turn = turn.then(() => forward(chunk, to))))
    from.on('end', () => void (turn = turn.then(() => void to.end())))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      open.delete(from)
      turn = turn.then(() => void to.destroy())
    })
  }
  const server = net.createServer({allowHalfOpen: true}, (client) => {
    const upstream = net.connect({port: target, host: '127.0.0.1', allowHalfOpen: true})
    join(client, upstream)
    join(upstream, client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (how: 'end' | 'reset') => {
    for (const socket of open)
      if (how === 'reset') socket.resetAndDestroy()
      else socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    passed: () => passed,
    arm(at, act) {
      passed = 0
      armed = {at, act}
    },
    disarm() {
      passed = 0
      armed = undefined
    },
    redirect: (port) => void (target = port),
    cut,
    close() {
      cut('reset')
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function write(to: net.Socket, bytes: Buffer): void {
  if (bytes.length > 0 && to.writable) to.write(bytes)
}
