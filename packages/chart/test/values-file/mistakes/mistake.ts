import {KNOWN_MAJORS, type CheckContext, type KnownMajor} from '@cloudprem/chart'

/** What a person writes into a file that is laid over a right one, and what they have to write instead. */
export interface Mistake {
  rule: string
  title: string
  /** The line that the finding must stand at ends in `# <--`; without one it is the first. */
  text: string
  /** Undefined when --fix mends it. */
  fixed: string | undefined
  /** Of the charts that it is a mistake for. */
  majors: readonly KnownMajor[]
  /** Its number among the mistakes whose effect was seen with real charts, helm and an API server (seen-mistakes.ts). */
  row: number | undefined
  context: CheckContext
}

interface Options {
  /** By default 4.x alone. */
  majors?: readonly KnownMajor[]
  row?: number
  context?: CheckContext
}

export const EVERY = KNOWN_MAJORS

/** `fixed` is the whole file as it should be, or `fix` when --fix gets there by itself. */
export function mistake(rule: string, title: string, text: string, fixed: string, options: Options = {}): Mistake {
  const {majors = [4], row, context = {}} = options
  return {rule, title, text: lines(text), fixed: fixed === 'fix' ? undefined : lines(fixed), majors, row, context}
}

/** Takes off the indentation of the first line, and the line end before it. */
function lines(text: string): string {
  const indent = /^\n( *)/.exec(text)?.[1] ?? ''
  return (
    text
      .replace(/^\n/, '')
      .replaceAll(new RegExp(`^${indent}`, 'gm'), '')
      .trimEnd() + '\n'
  )
}
