import {EditRefusal, formatSettingPath} from '@cloudprem/chart/edit'
import type {ValuesPath} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'

/**
 * What `edit` makes of a file.
 *
 * @throws CloudpremError `VALUES_NOT_EDITABLE` (exit 3) when the form of the file does not allow it at `path`
 */
export function orNotEditable<Result>(file: string, path: ValuesPath, edit: () => Result): Result {
  try {
    return edit()
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error
    throw new CloudpremError({
      code: 'VALUES_NOT_EDITABLE',
      message: `${file} was not touched: ${error.message}`,
      ...(error.reason !== undefined && {reason: error.reason}),
      hint: `write ${formatSettingPath(path)} into ${file} by hand, then: cloudprem values validate ${file}`,
      details: {file, path: formatSettingPath(path)},
      cause: error,
    })
  }
}
