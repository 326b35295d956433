import {flush} from '@oclif/core'
import {fstatSync, statSync, writeSync} from 'node:fs'
import {styleText} from 'node:util'

/**
 * Standard output or standard error. To a file or a pipe it writes at once, as Node's own stream does on Linux, without
 * loading that stream, which costs a sixth of a start. To a terminal, and on other systems, it is Node's stream.
 */
export class StandardStream {
  private plain: boolean | undefined

  constructor(
    private readonly descriptor: 1 | 2,
    private readonly nodes: () => NodeJS.WriteStream,
  ) {}

  get isTTY(): boolean {
    return !this.isPlain && this.nodes().isTTY
  }

  /** Columns of the terminal, or 80 where there is none. */
  get columns(): number {
    return this.isTTY && this.nodes().columns > 0 ? this.nodes().columns : 80
  }

  /** The text in this style where colours are shown. */
  style(format: Parameters<typeof styleText>[0], text: string): string {
    return this.isPlain && !process.env['FORCE_COLOR'] ? text : styleText(format, text, {stream: this.nodes()})
  }

  write(text: string): void {
    if (!this.isPlain) {
      this.nodes().write(text)
      return
    }
    let rest = Buffer.from(text)
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(this.descriptor, rest))
    } catch (error) {
      // Nobody reads any more: nothing is said. Anything else (a full pipe that does not block) Node's stream knows to handle.
      if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return
      this.plain = false
      this.nodes().write(rest)
    }
  }

  private get isPlain(): boolean {
    this.plain ??= process.platform === 'linux' && isFileOrPipe(this.descriptor)
    return this.plain
  }
}

export const standardOutput = new StandardStream(1, () => process.stdout)
export const standardError = new StandardStream(2, () => process.stderr)

let stdoutIsLoaded = false

/** From now on whoever uses Node's stdout first does not die of a reader that has gone (`| head`). */
export function tolerateGoneReader(): void {
  const original = Object.getOwnPropertyDescriptor(process, 'stdout')
  if (!original?.get || !original.configurable) return
  Object.defineProperty(process, 'stdout', {
    ...original,
    get() {
      Object.defineProperty(process, 'stdout', original)
      stdoutIsLoaded = true
      return process.stdout.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE') throw error
      })
    },
  })
}

/** Waits until all that was written has gone out. */
export async function flushOutput(): Promise<void> {
  if (stdoutIsLoaded) await flush()
}

function isFileOrPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return !stats.isCharacterDevice() || stats.rdev === statSync('/dev/null').rdev
  } catch {
    // Closed: Node's stream knows what to do then.
    return false
  }
}
