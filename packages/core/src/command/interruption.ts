import {ExitCode} from '../errors/exit-code.js'

/** Ctrl-C and SIGTERM as an abort signal, so that what runs ends in order. The second one leaves at once. */
export class Interruption {
  private controller: AbortController | undefined
  private hasCome = false

  get signal(): AbortSignal {
    // Made when it is first asked for: Node loads a good deal for it, and few commands wait for anything.
    this.controller ??= new AbortController()
    if (this.hasCome) this.controller.abort()
    return this.controller.signal
  }

  /** Whether the first one has come. */
  get happened(): boolean {
    return this.hasCome
  }

  /** Not `once`: the second signal ends the process. */
  start(): void {
    process.on('SIGINT', this.interrupt)
    process.on('SIGTERM', this.interrupt)
  }

  stop(): void {
    process.removeListener('SIGINT', this.interrupt)
    process.removeListener('SIGTERM', this.interrupt)
  }

  private readonly interrupt = (): void => {
    if (this.hasCome) process.exit(ExitCode.interrupted)
    this.hasCome = true
    this.controller?.abort()
  }
}
