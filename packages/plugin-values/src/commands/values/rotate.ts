import {DEFAULT_CHART_VERSION, DEFAULT_NAMESPACE, DEFAULT_RELEASE} from '@cloudprem/chart'
import {Args, CloudpremCommand, Flags} from '@cloudprem/core'
import {chartVersionFlag, dryRunFlag, placeFlags, valuesFlag} from '../../flags.js'
import {editableFile} from '../../edit/editable-file.js'
import {renderEdit, type EditResult} from '../../edit/render-edit.js'
import {requireKnownChart} from '../../init/check-flags.js'
import type {RotationEffects} from '../../rotate/rotation-effects.js'

export interface RotateResult extends Omit<EditResult, 'findings'>, RotationEffects {
  /** The secret that was asked for; `changed` has those that must be equal to it too. */
  path: string
  /** The user of Dex whose password was changed; with the password where it was generated and the file is written. */
  user?: {email: string; password?: string}
}

export default class ValuesRotate extends CloudpremCommand<RotateResult> {
  static override readonly summary = 'Put a new secret into a values file, and tell what it does to what runs.'
  static override readonly description =
    'Generates the secret and writes it wherever it must be the same: Membership and Dex, the environment of Dex, cookies that ' +
    'two consoles share. Tells what has to be done first, what the next upgrade restarts and what becomes unreadable. ' +
    'Neither the old nor the new secret is printed, but for the new password of a user of Dex, shown once: the file keeps its ' +
    'hash. What somebody else issues, as the licence, comes with --from. Asks before it writes; --yes answers.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> membership.config.oidc.clientSecret --dry-run',
    '<%= config.bin %> <%= command.id %> portal.config.cookie.secret --yes',
    '<%= config.bin %> <%= command.id %> admin@formance.example --yes',
    '<%= config.bin %> <%= command.id %> global.licence.token --from @licence.jwt --yes',
  ]
  static override readonly args = {
    key: Args.string({
      description: 'path of the secret, its end where only one ends so, or the e-mail address of a user of Dex',
      required: true,
    }),
  }
  static override readonly flags = {
    ...valuesFlag,
    ...chartVersionFlag,
    ...placeFlags,
    from: Flags.string({
      description: 'the new secret, where it is not to be generated: @FILE or - (standard input)',
      env: 'CLOUDPREM_ROTATE_FROM',
      helpValue: '@FILE',
    }),
    ...dryRunFlag,
  }

  async run(): Promise<RotateResult> {
    const {args, flags} = await this.parse(ValuesRotate)
    const profile = await this.profile()
    const file = editableFile(flags.values, profile)
    const {major} = requireKnownChart(flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION)
    const [
      {readExactly, replaceText},
      {applyEdits, valuesIn},
      {planRotation},
      {renderEffects, renderPassword},
      {newValue},
      edit,
    ] = await Promise.all([
      import('../../edit/file-in-place.js'),
      import('../../edit/apply-edits.js'),
      import('../../rotate/plan-rotation.js'),
      import('../../rotate/render-rotation.js'),
      import('../../rotate/new-value.js'),
      import('@cloudprem/chart/edit'),
    ])
    const before = await readExactly(file)
    const {first, lost, paths, restarts, target, then} = planRotation(args.key, {
      release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
      namespace: flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE,
      major,
      values: valuesIn(before),
    })
    const given = flags.from === undefined ? undefined : await this.secret(flags.from, 'from')
    const {value, password} = await newValue(target, given)
    const {text, lines, changed} = applyEdits(
      before,
      paths.map((path) => ({path, value})),
      file,
    )
    const effects = {first, restarts, then, lost}
    const also = paths.slice(1).map(edit.formatSettingPath)
    const shown = {file, changed: changed.map(edit.formatSettingPath), lines}
    if (!flags['dry-run']) {
      const warning = renderEffects(effects, also).join('\n')
      if ((await this.prompter()).interactive) this.note(warning)
      await this.confirm(`Replace ${target.path} in ${file}?`)
      await replaceText(file, text)
    }
    const written = !flags['dry-run']
    const user = target.kind === 'password' ? {email: target.email, ...(written && password && {password})} : undefined
    const result: RotateResult = {path: target.path, ...shown, written, ...(user && {user}), ...effects}
    this.printResult([...renderEdit({...result, findings: []}), ...renderEffects(effects, also)])
    if (user?.password !== undefined) this.printSecret(renderPassword(user.password))
    if (result.written) this.next('cloudprem values validate')
    return result
  }
}
