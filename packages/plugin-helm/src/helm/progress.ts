export interface ProgressStream {
  isTTY?: boolean
  write: (text: string) => unknown
}

/** A line that says what runs and for how long: repainted every second on a terminal, written once elsewhere. */
export class Progress {
  private readonly timer: NodeJS.Timeout
  private seconds = 0

  constructor(
    private readonly stream: ProgressStream,
    private readonly label: string,
  ) {
    this.timer = setInterval(() => this.tick(), 1000)
    this.timer.unref()
  }

  end(): void {
    clearInterval(this.timer)
    if (this.seconds > 0 && this.stream.isTTY) this.stream.write('\r\u001B[K')
  }

  private tick(): void {
    this.seconds++
    if (this.stream.isTTY) this.stream.write(`\r\u001B[K${this.label} … ${this.seconds} s`)
    else if (this.seconds === 1) this.stream.write(`${this.label} …\n`)
  }
}
