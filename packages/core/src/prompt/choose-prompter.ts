import {standardError} from '../output/standard-streams.js'
import type {Prompter} from './prompt.js'

/** Who answers questions: the person at the terminal, or nobody (no terminal, CI, `--yes`, `--json`). */
export async function choosePrompter({yes, json}: {yes: boolean; json: boolean}): Promise<Prompter> {
  if (yes || json || process.env['CI'] || !isAtTerminal()) return silentPrompter
  const {terminalPrompter} = await import('./terminal.js')
  return terminalPrompter
}

/** stdin comes last: to look at it opens it, and loads Node's streams. */
function isAtTerminal(): boolean {
  return standardError.isTTY && process.stdin.isTTY
}

const silentPrompter: Prompter = {
  interactive: false,
  ask: (question) => Promise.reject(new Error(`nobody is there to answer --${question.flag}`)),
  confirm: (message) => Promise.reject(new Error(`nobody is there to confirm: ${message}`)),
}
