import {CloudpremCommand, CloudpremError} from '@cloudprem/core'
import {sandboxFolder} from '../../sandbox/folder.js'
import {findRunning} from '../../sandbox/state.js'
import {readFacts, renderFacts, type SandboxFacts} from '../../sandbox/view.js'

export default class SandboxStatus extends CloudpremCommand<SandboxFacts> {
  static override readonly summary = 'Tell whether the sandbox runs, and where.'
  static override readonly description = 'Exit code 0 when it runs and answers, 3 when it does not run.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %>', '<%= config.bin %> <%= command.id %> --json']

  async run(): Promise<SandboxFacts> {
    await this.parse(SandboxStatus)
    const folder = sandboxFolder(this.config.dataDir)
    const running = await findRunning(folder)
    if (!running) {
      throw new CloudpremError({code: 'SANDBOX_NOT_RUNNING', message: 'The sandbox does not run', hint: 'cloudprem sandbox up'})
    }
    const facts = await readFacts(running, folder)
    // With faults ordered no answer proves anything, and asking would use one up.
    if (facts.faults.length === 0) await this.requireAnswer(running.membershipUri, folder.log)
    this.printResult([`The sandbox runs since ${running.startedAt}.`, ...renderFacts(facts)])
    this.next('cloudprem sandbox down')
    return facts
  }

  private async requireAnswer(membershipUri: string, logFile: string): Promise<void> {
    try {
      const {status} = await this.fetch(`${membershipUri}/_info`)
      if (status !== 200) throw new Error(`HTTP ${status}`)
    } catch (error) {
      throw new CloudpremError({
        code: 'SANDBOX_FAILED',
        message: `The sandbox runs, but ${membershipUri} does not answer`,
        reason: error instanceof Error ? error.message : undefined,
        hint: [`less ${logFile}`, 'cloudprem sandbox down'],
        details: {logFile},
        cause: error,
      })
    }
  }
}
