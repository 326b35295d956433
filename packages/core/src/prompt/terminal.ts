import * as clack from '@clack/prompts'
import {CloudpremError} from '../errors/cloudprem-error.js'
import type {Prompter, Question} from './prompt.js'

// Questions go to stderr: stdout carries results only.
const streams = {input: process.stdin, output: process.stderr}

/** Questions on the terminal. */
export const terminalPrompter: Prompter = {
  interactive: true,

  async ask(question) {
    return answered(await put(question))
  },

  async confirm(message, initial) {
    return answered<boolean>(await clack.confirm({message, initialValue: initial, ...streams}))
  },
}

async function put(question: Question): Promise<string | symbol> {
  const validate = (answer: string | undefined) => question.validate?.(answer ?? '')
  if (question.choices) {
    return clack.select({message: question.message, options: question.choices, initialValue: question.initial, ...streams})
  }
  if (question.secret) return clack.password({message: question.message, validate, ...streams})
  return clack.text({
    message: question.message,
    placeholder: question.initial,
    defaultValue: question.initial,
    validate: (answer) => (answer === undefined || answer === '' ? undefined : validate(answer)),
    ...streams,
  })
}

function answered<T extends string | boolean>(answer: T | symbol): T {
  if (typeof answer !== 'symbol') return answer
  throw new CloudpremError({code: 'INTERRUPTED', message: 'Cancelled, nothing was changed'})
}
