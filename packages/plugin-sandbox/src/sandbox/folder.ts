import path from 'node:path'

/** Names of everything that the sandbox keeps in its folder, which is 0700. */
export interface SandboxFolder {
  root: string
  /** What is remembered, and what runs. */
  state: string
  /** The connection string of Membership's database; 0600. */
  dsn: string
  /** What goes wrong on purpose, one fault a line; read at each request. */
  faults: string
  log: string
  postgres: string
}

export function sandboxFolder(dataDir: string): SandboxFolder {
  const root = path.join(dataDir, 'sandbox')
  const inside = (name: string) => path.join(root, name)
  return {
    root,
    state: inside('state.json'),
    dsn: inside('dsn'),
    faults: inside('faults'),
    log: inside('sandbox.log'),
    postgres: inside('postgres'),
  }
}
