import {Duplex} from 'node:stream'
import type WebSocket from 'ws'

/** Channels of Kubernetes' `v4.channel.k8s.io` protocol for the first port: what flows, and what went wrong. */
const DATA = 0
const ERROR = 1
/** Each channel begins with the number of its port, two bytes. */
const PREAMBLE_BYTES = 2

/**
 * One connection to a port of a pod, over the WebSocket of `pods/portforward`: each message is a byte that names the channel,
 * and data. Flows no faster than both sides take it. The error of the stream says what broke it off.
 *
 * Source: kubernetes/kubernetes, pkg/kubelet/cri/streaming/portforward/websocket.go.
 */
export class ForwardStream extends Duplex {
  private readonly preambles = new Map<number, number>([
    [DATA, PREAMBLE_BYTES],
    [ERROR, PREAMBLE_BYTES],
  ])
  private said = ''

  constructor(
    private readonly socket: WebSocket,
    private readonly where: string,
  ) {
    super({allowHalfOpen: false})
    socket.on('message', (message: Buffer) => this.receive(message))
    socket.on('error', (error) => this.destroy(this.brokeOff(error.message)))
    socket.on('close', (code) => {
      if (this.said !== '') this.destroy(this.brokeOff(this.said))
      // 1000 and 1005: the pod's side has ended in order.
      else if (code === 1000 || code === 1005) this.push(null)
      else this.destroy(this.brokeOff(`closed with ${code}`))
    })
  }

  override _read(): void {
    this.socket.resume()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.socket.send(Buffer.concat([Buffer.of(DATA), chunk]), (error) => done(error ? this.brokeOff(error.message) : null))
  }

  override _final(done: (error?: Error | null) => void): void {
    this.socket.close()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.socket.terminate()
    // A moment later: what TLS found wrong must be heard before this has closed, else nobody learns why it did.
    setImmediate(() => done(error))
  }

  private receive(message: Buffer): void {
    const channel = message[0] ?? DATA
    let data = message.subarray(1)
    const preamble = Math.min(this.preambles.get(channel) ?? 0, data.length)
    if (preamble > 0) this.preambles.set(channel, (this.preambles.get(channel) ?? 0) - preamble)
    data = data.subarray(preamble)
    if (data.length === 0) return
    if (channel === ERROR) this.said += data.toString('utf8')
    else if (channel === DATA && !this.push(data)) this.socket.pause()
  }

  private brokeOff(why: string): Error {
    return new Error(`the port-forward to ${this.where} broke off: ${why}`)
  }
}
