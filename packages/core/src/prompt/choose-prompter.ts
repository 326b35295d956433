import type {Prompter} from './prompt.js'

/** Who answers questions: the person at the terminal, or nobody (no terminal, CI, `--yes`, `--json`). */
export async function choosePrompter({yes, json}: {yes: boolean; json: boolean}): Promise<Prompter> {
  const interactive = process.stdin.isTTY && process.stderr.isTTY && !process.env['CI'] && !yes && !json
  if (!interactive) return silentPrompter
  const {terminalPrompter} = await import('./terminal.js')
  return terminalPrompter
}

const silentPrompter: Prompter = {
  interactive: false,
  ask: (question) => Promise.reject(new Error(`nobody is there to answer --${question.flag}`)),
  confirm: (message) => Promise.reject(new Error(`nobody is there to confirm: ${message}`)),
}
