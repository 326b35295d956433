/** How long `--wait` waits when it is given without a number. */
export const DEFAULT_WAIT_SECONDS = 300

/** Gives a bare `--wait` its default: oclif has no flags whose value may be left out. */
export function withWaitSeconds(argv: string[]): string[] {
  return argv.map((argument, index) =>
    argument === '--wait' && !/^\d+$/.test(argv[index + 1] ?? '') ? `--wait=${DEFAULT_WAIT_SECONDS}` : argument,
  )
}
