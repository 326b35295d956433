export interface ProgressStream {
  isTTY?: boolean
  write: (text: string) => unknown
}

/** A line that says what runs and for how long: repainted every second on a terminal, written once elsewhere. */
export class Progress {
  private readonly stop: () => void
  private seconds = 0

  constructor(
    private readonly stream: ProgressStream,
    private readonly label: string,
    everySecond: (tick: () => void) => () => void = onInterval,
  ) {
    this.stop = everySecond(() => this.tick())
  }

  end(): void {
    this.stop()
    if (this.seconds > 0 && this.stream.isTTY) this.stream.write('\r\u001B[K')
  }

  private tick(): void {
    this.seconds++
    if (this.stream.isTTY) this.stream.write(`\r\u001B[K${this.label} … ${this.seconds} s`)
    else if (this.seconds === 1) this.stream.write(`${this.label} …\n`)
  }
}

function onInterval(tick: () => void): () => void {
  const timer = setInterval(tick, 1000)
  timer.unref()
  return () => clearInterval(timer)
}
