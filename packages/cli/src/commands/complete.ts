import {CloudpremCommand} from '@cloudprem/core'
import {complete} from '../completion/complete.js'
import {readKnownFacts} from '../completion/known-facts.js'
import {surfaceOf} from '../completion/surface.js'
import type {Completion} from '../completion/values.js'

export type CompleteResult = Completion

export default class Complete extends CloudpremCommand<CompleteResult> {
  static override readonly hidden = true
  static override readonly strict = false
  static override readonly summary = 'Answer the script of a shell: what may stand at the end of a command line.'
  static override readonly examples = ['<%= config.bin %> <%= command.id %> -- profiles ""']

  async run(): Promise<CompleteResult> {
    const {argv} = await this.parse(Complete)
    const completion = complete(
      surfaceOf(this.config),
      argv as string[],
      await readKnownFacts(this.profiles, this.config.cacheDir),
    )
    this.printResult([
      completion.files ? 'files' : completion.unfinished ? 'unfinished' : 'words',
      ...completion.candidates.map(({value, description}) => (description ? `${value}\t${description}` : value)),
    ])
    return completion
  }
}
