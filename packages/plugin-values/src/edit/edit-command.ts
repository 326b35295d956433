import {DEFAULT_CHART_VERSION, DEFAULT_NAMESPACE, DEFAULT_RELEASE, type ValuesPath} from '@cloudprem/chart'
import type {ValuesEdit} from '@cloudprem/chart/edit'
import {CloudpremCommand, CloudpremError} from '@cloudprem/core'
import {requireCheckableChart} from '../init/check-flags.js'
import {editableFile} from './editable-file.js'
import {renderEdit, renderNewFinding, type EditResult} from './render-edit.js'

interface EditFlags {
  values: string | undefined
  'chart-version': string | undefined
  'dry-run': boolean
}

/** What `values set` and `values unset` share: the file in place, and what is told of it. */
export abstract class EditCommand extends CloudpremCommand<EditResult> {
  /** The arguments, at least one. @throws CloudpremError `USAGE` (exit 2) */
  protected requireArguments(argv: unknown[], example: string): string[] {
    if (argv.length > 0) return argv.map(String)
    throw new CloudpremError({code: 'USAGE', message: 'No path was given', hint: example})
  }

  protected async edit(edits: readonly ValuesEdit[], flags: EditFlags): Promise<EditResult> {
    const profile = await this.profile()
    const file = editableFile(flags.values, profile)
    const [{readExactly, replaceText}, {applyEdits}, {newFindings}, {formatSettingPath}] = await Promise.all([
      import('./file-in-place.js'),
      import('./apply-edits.js'),
      import('./new-findings.js'),
      import('@cloudprem/chart/edit'),
    ])
    const chartVersion = requireCheckableChart(flags['chart-version'] ?? profile.chartVersion ?? DEFAULT_CHART_VERSION)
    const {text, lines, changed, before, after} = applyEdits(await readExactly(file), edits, file)
    const isChanged = changed.length > 0
    if (isChanged && !flags['dry-run']) await replaceText(file, text)

    const result: EditResult = {
      file,
      written: isChanged && !flags['dry-run'],
      changed: changed.map((path: ValuesPath) => formatSettingPath(path)),
      lines,
      findings: newFindings(file, before, after, {
        chartVersion,
        release: profile.release ?? DEFAULT_RELEASE,
        namespace: profile.namespace ?? DEFAULT_NAMESPACE,
      }),
    }
    this.printResult(renderEdit(result))
    for (const finding of result.findings) this.note(renderNewFinding(finding))
    return result
  }
}
