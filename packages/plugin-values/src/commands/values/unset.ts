import {EditCommand} from '../../edit/edit-command.js'
import {chartVersionFlag, dryRunFlag, valuesFlag} from '../../flags.js'
import type {EditResult} from '../../edit/render-edit.js'

export type {EditResult as UnsetResult}

export default class ValuesUnset extends EditCommand {
  static override readonly summary = "Remove keys from a values file, so that the chart's own value counts."
  static override readonly description =
    'Removes each key with what lies below it and the comment directly above it; every other byte stays. A map that loses ' +
    'its last key becomes {}: an empty key would be a null, which makes helm drop the default.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> portal.replicas',
    "<%= config.bin %> <%= command.id %> 'membership.ingress.tls[0]' --dry-run",
  ]
  static override readonly usage = '<%= command.id %> PATH... [-f FILE] [--dry-run]'
  static override readonly strict = false
  static override readonly flags = {...valuesFlag, ...chartVersionFlag, ...dryRunFlag}

  async run(): Promise<EditResult> {
    const {argv, flags} = await this.parse(ValuesUnset)
    const paths = this.requireArguments(argv, 'cloudprem values unset portal.replicas')
    const {requirePath} = await import('../../edit/read-path.js')
    const result = await this.edit(
      paths.map((path) => ({path: requirePath(path), unset: true})),
      flags,
    )
    if (result.written) this.next('cloudprem values validate')
    return result
  }
}
