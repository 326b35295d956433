import assert from 'node:assert/strict'
import {askMissing, type Prompter} from '../../src/prompt/prompt.js'

const questions = {
  domain: {flag: 'domain', message: 'Base domain'},
  tlsSecret: {flag: 'tls-secret', message: 'TLS secret'},
}

function prompterThatAnswers(answers: Record<string, string>): Prompter {
  return {
    interactive: true,
    ask: ({flag}) => Promise.resolve(answers[flag] ?? ''),
    confirm: () => Promise.resolve(true),
  }
}

describe('askMissing', () => {
  it('names every missing flag in one error when nobody can answer', async () => {
    const nobody: Prompter = {...prompterThatAnswers({}), interactive: false}

    await assert.rejects(askMissing(nobody, {}, questions, 'cloudprem values init --domain D --tls-secret S'), {
      code: 'USAGE_ANSWERS_MISSING',
      exitCode: 2,
      message: 'Missing: --domain, --tls-secret',
      hints: ['cloudprem values init --domain D --tls-secret S'],
    })
  })

  it('asks only for what was not given', async () => {
    const answers = await askMissing(prompterThatAnswers({'tls-secret': 'asked'}), {domain: 'given'}, questions, '')

    assert.deepEqual(answers, {domain: 'given', tlsSecret: 'asked'})
  })
})
