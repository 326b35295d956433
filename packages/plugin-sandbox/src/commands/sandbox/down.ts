import {existsSync} from 'node:fs'
import {CloudpremCommand, Flags, withLock} from '@cloudprem/core'
import {sandboxFolder} from '../../sandbox/folder.js'
import {purgeSandbox, stopSandbox} from '../../sandbox/stop.js'

export interface SandboxDownResult {
  /** False when nothing ran. */
  stopped: boolean
  /** Whether the data was removed. */
  purged: boolean
}

export default class SandboxDown extends CloudpremCommand<SandboxDownResult> {
  static override readonly summary = 'Stop the sandbox; its data stays for the next start.'
  static override readonly description =
    'Ends PostgreSQL and the stand-in for Membership, and what a crash has left of them. Logins go on working after the next ' +
    '`sandbox up`, unless the data was removed with --purge.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --purge --yes']
  static override readonly flags = {
    purge: Flags.boolean({description: 'remove its data too', env: 'CLOUDPREM_SANDBOX_PURGE'}),
  }

  async run(): Promise<SandboxDownResult> {
    const {flags} = await this.parse(SandboxDown)
    const folder = sandboxFolder(this.config.dataDir)
    if (!existsSync(folder.root)) return this.report({stopped: false, purged: false})
    if (flags.purge) await this.confirm(`Remove all data of the sandbox in ${folder.root}?`)

    const stopped = await withLock(folder.root, async () => {
      const ran = await stopSandbox(folder)
      if (flags.purge) await purgeSandbox(folder)
      return ran
    })
    return this.report({stopped, purged: flags.purge})
  }

  private report(result: SandboxDownResult): SandboxDownResult {
    this.printResult([
      result.stopped ? 'The sandbox is stopped.' : 'The sandbox was not running.',
      ...(result.purged ? ['Its data is removed.'] : []),
    ])
    this.next('cloudprem sandbox up')
    return result
  }
}
