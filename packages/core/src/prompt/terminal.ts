import * as clack from '@clack/prompts'
import {CloudpremError} from '../errors/cloudprem-error.js'
import {standardError} from '../output/standard-streams.js'
import type {Prompter, Question} from './prompt.js'

// Questions go to stderr: stdout carries results only.
const streams = {input: process.stdin, output: process.stderr}

// Ctrl-D closes the line editor below the question without a word: the process would end with 0, the question open.
clack.updateSettings({aliases: {'\u0004': 'cancel'}})

/** Questions on the terminal. */
export const terminalPrompter: Prompter = {
  interactive: true,

  async ask(question) {
    return answered(await whileThereIsInput((signal) => put(question, signal)))
  },

  async confirm(message, initial) {
    return answered<boolean>(
      await whileThereIsInput((signal) => clack.confirm({message, initialValue: initial, signal, ...streams})),
    )
  },
}

async function put(question: Question, signal: AbortSignal): Promise<string | symbol> {
  // Without an answer on offer, Enter alone is none.
  const validate = (answer = '') => {
    if (answer === '') return question.initial === undefined ? 'nothing was typed' : undefined
    return question.validate?.(answer)
  }
  if (question.choices) {
    return clack.select({
      message: question.message,
      options: question.choices,
      initialValue: question.initial,
      signal,
      ...streams,
    })
  }
  if (question.secret) return clack.password({message: question.message, validate, signal, ...streams})
  return clack.text({
    message: question.message,
    placeholder: question.initial,
    defaultValue: question.initial,
    validate,
    signal,
    ...streams,
  })
}

/** Puts a question; the end of standard input cancels it, which would else stay open without anybody to answer. */
async function whileThereIsInput<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const input = new AbortController()
  const end = () => input.abort()
  process.stdin.once('end', end)
  // A terminal that does not tell its size has 0 columns, and would get every character on a line of its own.
  process.stderr.columns = standardError.columns
  process.stderr.rows ||= 24
  try {
    return await ask(input.signal)
  } finally {
    process.stdin.removeListener('end', end)
  }
}

function answered<T extends string | boolean>(answer: T | symbol): T {
  if (typeof answer !== 'symbol') return answer
  throw new CloudpremError({code: 'INTERRUPTED', message: 'Cancelled, nothing was changed'})
}
