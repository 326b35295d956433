import {cpSync, mkdirSync} from 'node:fs'
import path from 'node:path'
import {
  onTerminal,
  repositoryRoot,
  runCli,
  temporaryFolder,
  type CliOptions,
  type CliResult,
  type TerminalOptions,
  type TerminalResult,
} from '@cloudprem/testing'

/** A host as npm installs it, with core and without any plugin beside it, and an empty home for its user. */
export class InstalledHost {
  readonly home = temporaryFolder()
  readonly modules = path.join(temporaryFolder(), 'node_modules')
  private readonly bin = path.join(this.modules, '@cloudprem/cli/bin/cloudprem.cjs')
  /** Where `plugins install` puts plugins. */
  readonly userPlace = path.join(this.home, '.local/share/cloudprem/plugins')

  constructor() {
    for (const name of ['cli', 'core']) this.addBeside(name)
  }

  /** Copies a built package of ours beside the host. */
  addBeside(name: string): string {
    const from = path.join(repositoryRoot, 'packages', name)
    const to = path.join(this.modules, '@cloudprem', name)
    mkdirSync(to, {recursive: true})
    const shipped = ['package.json', 'bin', 'dist', 'oclif.manifest.json']
    cpSync(from, to, {
      recursive: true,
      filter: (file) => file === from || shipped.includes(path.relative(from, file).split(path.sep)[0] ?? ''),
    })
    return to
  }

  /** Runs it where no registry answers, unless `options` name one. */
  run(args: string[], options: Partial<CliOptions> = {}): Promise<CliResult> {
    return runCli(args, {home: this.home, bin: this.bin, ...options, env: {...NO_REGISTRY, ...options.env}})
  }

  /** The same on a terminal, where a person answers its question. */
  runOnTerminal(args: string[], options: Omit<TerminalOptions, 'cwd'>): Promise<TerminalResult> {
    const env = {PATH: process.env['PATH'] ?? '', HOME: this.home, ...NO_REGISTRY, ...options.env}
    return onTerminal([this.bin, ...args], {...options, cwd: this.home, env})
  }
}

const NO_REGISTRY = {npm_config_registry: 'http://127.0.0.1:1', npm_config_fetch_retries: '0'}
