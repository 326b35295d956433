import type {CheckContext, KnownMajor} from '@cloudprem/chart'

/** What a person writes into a file that is laid over a right one, and what they have to write instead. */
export interface Mistake {
  rule: string
  title: string
  /** The line that the finding must stand at ends in `# <--`; without one it is the first. */
  text: string
  /** Undefined when --fix mends it. */
  fixed: string | undefined
  major: KnownMajor
  context: CheckContext
}

type Options = {major?: KnownMajor; context?: CheckContext}

/** `fixed` is the whole file as it should be, or `fix` when --fix gets there by itself. */
export function mistake(rule: string, title: string, text: string, fixed: string, options: Options = {}): Mistake {
  const {major = 4, context = {}} = options
  return {rule, title, text: lines(text), fixed: fixed === 'fix' ? undefined : lines(fixed), major, context}
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
