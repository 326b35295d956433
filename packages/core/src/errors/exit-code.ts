/** What a process ends with; the numbers are a stable interface. */
export const ExitCode = {
  ok: 0,
  /** A defect of cloudprem itself. */
  defect: 1,
  /** Wrong usage: a flag, an argument, a file that may not be overwritten. */
  usage: 2,
  /** Something must happen first: a login, an organization, a release. */
  precondition: 3,
  /** What was checked is not valid. */
  invalid: 4,
  /** A remote refused or failed: an API, helm, a database. */
  remote: 5,
  /** Ctrl-C. */
  interrupted: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]
