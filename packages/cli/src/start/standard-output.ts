import {fstatSync, statSync, writeSync} from 'node:fs'

/** Writes to stdout without `process.stdout`, which loads Node's sockets and terminals (4 ms). */
export function printNow(text: string): void {
  let rest = Buffer.from(text)
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(1, rest))
  } catch (error) {
    // Nobody reads any more: as in plain oclif nothing is said. A full pipe that does not block: Node's stream waits.
    if (!isErrno(error, 'EPIPE')) process.stdout.write(rest)
  }
}

/** What decides about the look of a page: whether the stream is a terminal, and how wide. */
export function describeStream(descriptor: 1 | 2): [isTerminal: boolean, columns: number | undefined] {
  try {
    // Files, pipes and /dev/null are no terminals, and need no further question.
    const stats = fstatSync(descriptor)
    if (!stats.isCharacterDevice() || stats.rdev === statSync('/dev/null').rdev) return [false, undefined]
  } catch {
    // Closed: the stream below knows.
  }
  const stream = descriptor === 1 ? process.stdout : process.stderr
  return [stream.isTTY, stream.columns]
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
