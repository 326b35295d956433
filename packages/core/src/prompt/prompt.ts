import {CloudpremError} from '../errors/cloudprem-error.js'

/** One fact to ask for, and the flag that gives it without asking. */
export interface Question {
  /** Flag name without dashes. */
  flag: string
  /** What to ask: a short noun phrase or question. */
  message: string
  /** Offered as the answer. */
  initial?: string
  /** Fixed answers to choose from. */
  choices?: {value: string; label?: string; hint?: string}[]
  /** Do not show what is typed. */
  secret?: boolean
  /** What is wrong with an answer, or undefined. */
  validate?: (answer: string) => string | undefined
}

/** How questions are put. `interactive: false` means that nobody is there to answer. */
export interface Prompter {
  readonly interactive: boolean
  ask(question: Question): Promise<string>
  confirm(message: string, initial: boolean): Promise<boolean>
}

/**
 * Asks for every fact that `given` lacks, in the order of `questions`. Without a terminal, one error names all the
 * missing flags.
 *
 * @param example a whole command that would have worked, for the error
 * @throws CloudpremError `USAGE_ANSWERS_MISSING` (exit 2)
 */
export async function askMissing<Key extends string>(
  prompter: Prompter,
  given: Partial<Record<Key, string | undefined>>,
  questions: Record<Key, Question>,
  example: string,
): Promise<Record<Key, string>> {
  const keys = Object.keys(questions) as Key[]
  const missing = keys.filter((key) => given[key] === undefined)
  if (missing.length > 0 && !prompter.interactive) {
    const flags = missing.map((key) => `--${questions[key].flag}`)
    throw new CloudpremError({
      code: 'USAGE_ANSWERS_MISSING',
      message: `Missing: ${flags.join(', ')}`,
      reason: 'There is no terminal to ask on.',
      hint: example,
      details: {flags},
    })
  }
  const answers = {} as Record<Key, string>
  for (const key of keys) answers[key] = given[key] ?? (await prompter.ask(questions[key]))
  return answers
}
