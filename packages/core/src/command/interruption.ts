import {ExitCode} from '../errors/exit-code.js'

/** Ctrl-C and SIGTERM as an abort signal, so that what runs ends in order. The second one leaves at once. */
export class Interruption {
  private readonly controller = new AbortController()

  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** Not `once`: the lock of files ends the process when it finds no other listener left at a signal. */
  start(): void {
    process.on('SIGINT', this.interrupt)
    process.on('SIGTERM', this.interrupt)
  }

  stop(): void {
    process.removeListener('SIGINT', this.interrupt)
    process.removeListener('SIGTERM', this.interrupt)
  }

  private readonly interrupt = (): void => {
    if (this.signal.aborted) process.exit(ExitCode.interrupted)
    this.controller.abort()
  }
}
