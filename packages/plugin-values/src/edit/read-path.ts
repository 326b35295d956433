import {EditRefusal, parseSettingPath, readTypedValue, splitSetting} from '@cloudprem/chart/edit'
import type {ValuesPath} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import {sourceOf, type ValueSource} from './setting-value.js'

/** @throws CloudpremError `USAGE` (exit 2) */
export function requirePath(text: string): ValuesPath {
  return asUsage(() => parseSettingPath(text))
}

/** `PATH=VALUE` in its parts. @throws CloudpremError `USAGE` (exit 2) */
export function requireSetting(text: string): {path: ValuesPath; source: ValueSource} {
  const {path, value} = asUsage(() => splitSetting(text))
  if (value !== undefined) return {path, source: sourceOf(value)}
  throw new CloudpremError({
    code: 'USAGE',
    message: `${JSON.stringify(text)} has no value`,
    hint: [`cloudprem values set ${text}=VALUE`, `cloudprem values unset ${text}`],
  })
}

/** A literal value as helm's --set reads it, or as --set-string does. */
export function typeValue(text: string, asString: boolean): unknown {
  return asString ? text : readTypedValue(text)
}

function asUsage<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error
    throw new CloudpremError({
      code: 'USAGE',
      message: error.message,
      ...(error.reason !== undefined && {reason: error.reason}),
      cause: error,
    })
  }
}
