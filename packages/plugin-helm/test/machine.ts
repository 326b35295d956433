import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {helmFolders, runCli, temporaryFolder, type CliOptions, type CliResult} from '@cloudprem/testing'

export const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
export const VALUES = fixture('values.yaml')

/** A machine with the real helm, and no cluster. */
export interface Machine {
  home: string
  run: (args: string[], options?: Partial<CliOptions>) => Promise<CliResult>
}

/** Undefined where the platform has no helm to test with. */
export async function machineWithHelm(): Promise<Machine | undefined> {
  const folders = await helmFolders()
  if (folders.length === 0) return undefined
  return machine(folders)
}

/** A machine whose PATH begins with `folders`. */
export function machine(folders: string[]): Machine {
  const home = temporaryFolder()
  const PATH = [...folders, process.env['PATH'] ?? ''].join(path.delimiter)
  const nowhere = path.join(home, 'no-kubeconfig')
  return {
    home,
    run: (args, options = {}) => runCli(args, {home, ...options, env: {PATH, KUBECONFIG: nowhere, ...options.env}}),
  }
}
