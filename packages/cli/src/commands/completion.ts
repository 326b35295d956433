import {Args, CloudpremCommand} from '@cloudprem/core'
import {INSTALL, renderShellScript, SHELLS, type Shell} from '../completion/shells.js'

export interface CompletionResult {
  shell: Shell
  /** What makes it last. */
  install: string
  script: string
}

export default class CompletionCommand extends CloudpremCommand<CompletionResult> {
  static override readonly summary = 'Print the script with which a shell completes cloudprem.'
  static override readonly description =
    'Completes commands, flags, their values, profiles, organizations that a login has listed, connector types of Dex and paths of the values file. Nothing is asked of the network, and what plugins add is known at once.'
  static override readonly examples = [
    'source <(<%= config.bin %> <%= command.id %> bash)',
    'source <(<%= config.bin %> <%= command.id %> zsh)',
    '<%= config.bin %> <%= command.id %> fish | source',
    '<%= config.bin %> <%= command.id %> powershell | Out-String | Invoke-Expression',
  ]
  static override readonly args = {shell: Args.string({description: 'the shell', required: true, options: [...SHELLS]})}

  async run(): Promise<CompletionResult> {
    const {args} = await this.parse(CompletionCommand)
    const shell = args.shell as Shell // one of the options
    const script = renderShellScript(shell)
    this.printResult(script)
    if (process.stdout.isTTY) this.next(INSTALL[shell])
    return {shell, install: INSTALL[shell], script}
  }
}
