import {runCommand} from './run-command.js'
import type {TourStep} from './steps.js'

export interface StepResult {
  title: string
  /** The command as a person would type it. */
  command: string
  outcome: 'done' | 'failed' | 'skipped'
  /** Why a step was skipped or failed. */
  reason?: string
  exitCode?: number
  seconds: number
}

/** What happens on the tour, for whoever shows it. */
export type TourEvent =
  | {kind: 'step'; number: number; of: number; step: TourStep; command: string}
  | {kind: 'line'; line: string}
  | {kind: 'approved'; email: string}
  | {kind: 'end'; result: StepResult}

export interface TourOptions {
  /** How `cloudprem` is run: executable, then the arguments before the words of a step. */
  cloudprem: [string, ...string[]]
  cwd: string
  env: NodeJS.ProcessEnv
  signal: AbortSignal
  report: (event: TourEvent) => void
  /** Whether a program is there. */
  has: (program: string) => Promise<boolean>
  /** Submits an approval page; returns who approved. */
  approve: (page: string) => Promise<string>
}

/** Runs the steps one after another. After a failed step the rest is skipped: each builds on the ones before. */
export async function runTour(steps: TourStep[], options: TourOptions): Promise<StepResult[]> {
  const results: StepResult[] = []
  for (const [index, step] of steps.entries()) {
    const command = ['cloudprem', ...step.argv].map(quoted).join(' ')
    const failedBefore = results.find(({outcome}) => outcome === 'failed')
    if (failedBefore) {
      results.push({title: step.title, command, outcome: 'skipped', reason: `"${failedBefore.title}" failed`, seconds: 0})
      continue
    }
    options.report({kind: 'step', number: index + 1, of: steps.length, step, command})
    const result =
      step.needs && !(await options.has(step.needs))
        ? {title: step.title, command, outcome: 'skipped' as const, reason: `${step.needs} is not on the PATH`, seconds: 0}
        : await runStep(step, command, options)
    options.report({kind: 'end', result})
    results.push(result)
  }
  return results
}

async function runStep(step: TourStep, command: string, options: TourOptions): Promise<StepResult> {
  const [executable, ...before] = options.cloudprem
  const started = performance.now()
  let approval: Promise<unknown> | undefined
  let shown = 0
  let hidden = 0
  const {exitCode} = await runCommand(executable, [...before, ...step.argv], {
    cwd: options.cwd,
    env: options.env,
    signal: options.signal,
    onLine: (line) => {
      if (step.maxLines !== undefined && shown >= step.maxLines) hidden++
      else options.report({kind: 'line', line})
      shown++
      const page = step.approves && !approval ? /^Open\s+(\S+)/.exec(line)?.[1] : undefined
      if (page) approval = options.approve(page).then((email) => options.report({kind: 'approved', email}))
    },
  })
  await approval
  if (hidden > 0) options.report({kind: 'line', line: `… and ${hidden.toLocaleString('en')} more lines`})
  const seconds = (performance.now() - started) / 1000
  const base = {title: step.title, command, exitCode, seconds}
  return exitCode === 0 ? {...base, outcome: 'done'} : {...base, outcome: 'failed', reason: `exit code ${exitCode}`}
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
