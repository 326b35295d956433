import {run} from '@cloudprem/core'

/**
 * As whom PostgreSQL runs, since it refuses to run as root:
 *
 * - `self`: the user is not root;
 * - `namespace`: root, in a user namespace in which root is called nobody: files stay root's, wherever they are;
 * - `nobody`: root, where namespaces are forbidden: the process gives up root, so its files must be nobody's and lie
 *   where nobody can reach them.
 */
export type Account = 'self' | 'namespace' | 'nobody'

/** macOS calls nobody -2. */
export const NOBODY = process.platform === 'darwin' ? -2 : 65534

const NAMESPACE = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]

export async function chooseAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return 'self'
  if (process.platform !== 'linux') return 'nobody'
  try {
    const {exitCode} = await run('unshare', [...NAMESPACE, 'true'])
    return exitCode === 0 ? 'namespace' : 'nobody'
  } catch {
    // No unshare on this machine, or one that is too old for these options.
    return 'nobody'
  }
}

/** How to start `program` under `account`: the command line, and options for `child_process.spawn`. */
export function commandAs(
  account: Account,
  program: string,
  args: string[],
): {file: string; args: string[]; options: {uid?: number; gid?: number}} {
  if (account === 'namespace') return {file: 'unshare', args: [...NAMESPACE, program, ...args], options: {}}
  return {file: program, args, options: account === 'nobody' ? {uid: NOBODY, gid: NOBODY} : {}}
}
