import {run, type RunResult} from '@cloudprem/core'
import type {Helm} from './locate.js'
import {Progress, type ProgressStream} from './progress.js'

export interface RunHelmOptions {
  /** Text for helm's standard input, when a values file is `-`. */
  input?: string
  signal: AbortSignal
  /** Where it is told that helm still runs; undefined: nowhere. */
  progress?: ProgressStream
  /** What helm does, for that line: "helm install". */
  label: string
}

/** Runs helm to its end; tells on the way that it runs, once that takes longer than a second. */
export async function runHelm(helm: Helm, args: string[], options: RunHelmOptions): Promise<RunResult> {
  const progress = options.progress && new Progress(options.progress, options.label)
  try {
    return await run(helm.executable, args, {
      signal: options.signal,
      ...(options.input !== undefined && {input: options.input}),
    })
  } finally {
    progress?.end()
  }
}
