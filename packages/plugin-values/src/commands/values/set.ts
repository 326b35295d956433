import type {ValuesEdit} from '@cloudprem/chart/edit'
import {Flags} from '@cloudprem/core'
import {EditCommand} from '../../edit/edit-command.js'
import {chartVersionFlag, dryRunFlag, valuesFlag} from '../../flags.js'
import type {EditResult} from '../../edit/render-edit.js'

export type {EditResult as SetResult}

export default class ValuesSet extends EditCommand {
  static override readonly summary = 'Set values in a values file; comments and everything else stay as they are.'
  static override readonly description =
    'Takes PATH=VALUE as helm --set does: a.b[0].c, \\. for a dot within a key, true, false, null and integers typed, {a,b} a ' +
    'list. Each pair is an argument, so that a comma is text. PATH=@FILE, PATH=- (standard input) and PATH=env:NAME read ' +
    'text from there, and keep secrets out of the command line. Every byte that is not the value stays.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> portal.replicas=2',
    "<%= config.bin %> <%= command.id %> 'membership.ingress.tls[0].secretName=formance-tls' --dry-run",
    '<%= config.bin %> <%= command.id %> global.licence.token=@licence.jwt -f production.yaml',
  ]
  static override readonly usage = '<%= command.id %> PATH=VALUE... [-f FILE] [--string] [--dry-run]'
  static override readonly strict = false
  static override readonly flags = {
    ...valuesFlag,
    string: Flags.boolean({description: 'keep every value text, as helm --set-string', env: 'CLOUDPREM_STRING'}),
    ...chartVersionFlag,
    ...dryRunFlag,
  }

  async run(): Promise<EditResult> {
    const {argv, flags} = await this.parse(ValuesSet)
    const settings = this.requireArguments(argv, 'cloudprem values set portal.replicas=2')
    const [{requireSetting, typeValue}, {readSource}, {isSecretPath}, {formatSettingPath}] = await Promise.all([
      import('../../edit/read-path.js'),
      import('../../edit/setting-value.js'),
      import('../../edit/secret-path.js'),
      import('@cloudprem/chart/edit'),
    ])
    const edits: ValuesEdit[] = []
    for (const {path, source} of settings.map(requireSetting)) {
      const isLiteral = source.kind === 'literal'
      const value = isLiteral ? typeValue(source.text, flags.string) : await readSource(source, process.env)
      if (isLiteral && isSecretPath(path, {}) && source.text !== '') {
        const shown = formatSettingPath(path)
        this.note(`Warning: ${shown} stands on the command line, where other users can read it; use ${shown}=@FILE or ${shown}=-`)
      }
      edits.push({path, value})
    }
    const result = await this.edit(edits, flags)
    if (result.written) this.next('cloudprem values validate')
    return result
  }
}
