import {approve} from './sandbox.js'
import {runCli, type CliOptions, type CliResult} from './run-cli.js'

export interface LogInOptions extends Pick<CliOptions, 'home' | 'env' | 'started'> {
  membershipUri: string
  email: string
  decision?: 'approve' | 'deny'
  /** Further words of the command line. */
  args?: string[]
  /** Words before `login`. */
  before?: string[]
}

/** Runs `cloudprem login` and decides on the approval page while it waits, as a person at a browser would. */
export async function logIn({
  home,
  env,
  started,
  membershipUri,
  email,
  decision,
  args = [],
  before = [],
}: LogInOptions): Promise<CliResult> {
  let decided: Promise<unknown> | undefined
  const result = await runCli([...before, 'login', '--membership-uri', membershipUri, ...args], {
    home,
    ...(env && {env}),
    ...(started && {started}),
    onStderr: (text) => {
      const page = /^Open\s+(\S+)\n/m.exec(text)?.[1]
      if (page) decided ??= approve(page, email, decision)
    },
  })
  await decided
  return result
}
