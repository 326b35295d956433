import {DEFAULT_CHART_VERSION, DEFAULT_NAMESPACE, DEFAULT_RELEASE} from '@cloudprem/chart'
import {
  Args,
  CloudpremCommand,
  CloudpremError,
  Flags,
  readText,
  redactText,
  refuseExisting,
  standardError,
  standardOutput,
  writeFileAtomically,
} from '@cloudprem/core'
import {placeFlags} from '../../flags.js'
import {checkNamespace} from '../../init/check-flags.js'
import {generateSecret} from '../../init/generate-secret.js'
import {chooseSource} from '../../migrate/choose-source.js'
import {renderMigration} from '../../migrate/render-migration.js'
import type {MigrateResult} from '../../migrate/result.js'
import {requireVersion} from '../../migrate/versions.js'

export type {MigrateResult}

export default class ValuesMigrate extends CloudpremCommand<MigrateResult> {
  static override readonly summary = 'Carry a values file from one version of the chart to a later one.'
  static override readonly description =
    'Moves every key that the newer chart has elsewhere, with its comments, and takes out what it does not read; gives a ' +
    'secret to what is deployed since that version, whether it is another major or not. Says what ' +
    'it moved, added and dropped, what you must decide, what was wrong before, and where the release must stop on its way. ' +
    'Without -o or --in-place the new file goes to standard output. No value goes without being named.'
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> values.yaml --to 4 --dry-run',
    '<%= config.bin %> <%= command.id %> values.yaml --from 2.2.1 --to 4.10.2 -o values-4.yaml',
    '<%= config.bin %> <%= command.id %> values.yaml --from 3 --to 4 --in-place',
  ]
  static override readonly args = {
    file: Args.string({
      description: 'the values file, or - for standard input (default: the one of the profile, else values.yaml)',
    }),
  }
  static override readonly flags = {
    from: Flags.string({
      description: 'chart version of the file, or its major (default: what its keys tell, else the one of the profile)',
      env: 'CLOUDPREM_FROM_VERSION',
      helpValue: 'VERSION',
    }),
    to: Flags.string({
      description: 'chart version to carry it to, or its major',
      default: DEFAULT_CHART_VERSION,
      env: 'CLOUDPREM_TO_VERSION',
      helpValue: 'VERSION',
    }),
    ...placeFlags,
    output: Flags.string({
      char: 'o',
      description: 'file to write, mode 0600',
      env: 'CLOUDPREM_OUTPUT',
      helpValue: 'FILE',
      exclusive: ['in-place', 'dry-run'],
    }),
    'in-place': Flags.boolean({
      description: 'replace the file itself; what it was stays beside it as FILE.bak',
      env: 'CLOUDPREM_IN_PLACE',
      exclusive: ['dry-run'],
    }),
    'dry-run': Flags.boolean({
      description: 'write nothing and print the report alone',
      env: 'CLOUDPREM_DRY_RUN',
    }),
    force: Flags.boolean({
      description: 'replace the file of -o, or the backup of --in-place, when it exists',
      env: 'CLOUDPREM_FORCE',
    }),
  }

  async run(): Promise<MigrateResult> {
    const {args, flags} = await this.parse(ValuesMigrate)
    const profile = await this.profile()
    const file = args.file ?? profile.valuesFile ?? 'values.yaml'
    if (file === '-' && flags['in-place']) {
      throw new CloudpremError({code: 'USAGE', message: 'Standard input cannot be replaced in place', hint: '-o FILE'})
    }
    const target = flags['in-place'] ? file : flags.output
    const backup = flags['in-place'] ? `${file}.bak` : undefined
    const fresh = backup ?? target
    if (fresh !== undefined) await refuseExisting(fresh, flags.force)
    const namespace = flags.namespace ?? profile.namespace ?? DEFAULT_NAMESPACE
    checkNamespace(namespace)

    const text = await readText(file)
    const name = file === '-' ? 'standard input' : file
    const {migrateFile, readValues} = await import('../../migrate/migrate-file.js')
    const source = chooseSource(flags.from, readValues(text, name), profile)
    const {text: migrated, ...report} = migrateFile(text, name, {
      from: source.version,
      to: requireVersion('to', flags.to),
      release: flags.release ?? profile.release ?? DEFAULT_RELEASE,
      namespace,
      generateSecret,
    })
    const result: MigrateResult = {
      input: name,
      from: source.version,
      to: requireVersion('to', flags.to),
      ...(flags.from === undefined && {guessed: source.because}),
      ...(target !== undefined && {file: target}),
      ...(backup !== undefined && {backup}),
      ...report,
    }

    if (backup !== undefined) await writeFileAtomically(backup, text, {overwrite: flags.force})
    if (target !== undefined) await writeFileAtomically(target, migrated, {overwrite: flags.force || flags['in-place']})
    const toStandardOutput = target === undefined && !flags['dry-run']
    if (toStandardOutput && !this.jsonEnabled()) standardOutput.write(migrated)
    const lines = [headOf(result, flags['dry-run']), ...renderMigration(report, standardOutput.columns)]
    // Wrapped already, and not by `note`: it would break the commands that are there to be pasted.
    if (!toStandardOutput) this.printResult(lines)
    else if (!this.jsonEnabled()) standardError.write(`${redactText(lines.join('\n'))}\n`)
    if (target !== undefined) this.next(`cloudprem values validate ${target} --chart-version ${result.to}`)
    else if (flags['dry-run']) this.next(`cloudprem values migrate ${file} --from ${result.from} --to ${result.to} --in-place`)
    return result
  }
}

function headOf({backup, file, from, guessed, input, to}: MigrateResult, dryRun: boolean): string {
  const written = file === undefined ? (dryRun ? '; nothing was written' : '') : `, written to ${file}`
  return [
    `${input}: cloudprem ${from} → ${to}${written}`,
    ...(guessed === undefined ? [] : [`  taken for ${from} because ${guessed}; --from says otherwise`]),
    ...(backup === undefined ? [] : [`  what it was: ${backup}`]),
  ].join('\n')
}
