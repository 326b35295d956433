import assert from 'node:assert/strict'
import {CloudpremError} from '../../src/errors/cloudprem-error.js'
import {fromUnknown} from '../../src/errors/from-unknown.js'
import {renderError} from '../../src/errors/render-error.js'

describe('renderError', () => {
  it('says what, the code, why and the next command', () => {
    const error = new CloudpremError({
      code: 'FILE_EXISTS',
      message: 'v.yaml exists and was not touched',
      reason: 'It holds secrets.',
      hint: ['--force replaces it', '-o FILE writes elsewhere'],
    })

    assert.deepEqual(renderError(error, 60), [
      'Error  v.yaml exists and was not touched         FILE_EXISTS',
      '       It holds secrets.',
      'Next   --force replaces it',
      '       -o FILE writes elsewhere',
    ])
  })

  it('keeps every line but pasteable commands within the terminal', () => {
    const error = new CloudpremError({
      code: 'USAGE',
      message: 'A message that is long enough to be wrapped at forty columns',
      hint: 'cloudprem a-very-long-command --with a-flag-that-must-not-be-broken',
    })

    const lines = renderError(error, 40)

    assert.ok(
      lines.slice(0, -1).every((line) => line.length <= 40),
      lines.join('\n'),
    )
    assert.equal(lines.at(-1), 'Next   cloudprem a-very-long-command --with a-flag-that-must-not-be-broken')
  })

  it('begins each line of a paragraph below the first, where one is exactly as wide as the terminal too', () => {
    const reason = `${'x'.repeat(33)} and then what follows`
    const lines = renderError(new CloudpremError({code: 'USAGE', message: 'No', reason, hint: 'x'}), 40)

    assert.deepEqual(lines.slice(1, 3), [`       ${'x'.repeat(33)}`, '       and then what follows'])
  })

  it('shows what a terminal would obey, and does not send it there', () => {
    const error = new CloudpremError({
      code: 'USAGE',
      message: 'There is no "\u001B[2Jx"',
      reason: 'what\thelm said\r\nin two lines\u202E',
      hint: 'cloudprem org show \u009B31m',
    })

    assert.deepEqual(renderError(error, 60).slice(1), [
      '       what  helm said',
      '       in two lines\\u202e',
      'Next   cloudprem org show \\u009b31m',
    ])
    assert.match(renderError(error, 60)[0] ?? '', /There is no "\\u001b\[2Jx"/)
  })

  it('prints no secret', () => {
    const error = new CloudpremError({
      code: 'DATABASE_UNREACHABLE',
      message: 'postgresql://formance:hunter22@db:5432/formance did not answer',
      hint: 'cloudprem db check --dsn postgresql://formance:hunter22@db/formance',
    })

    assert.ok(!renderError(error, 80).join('\n').includes('hunter22'))
  })
})

describe('fromUnknown', () => {
  it('calls what nobody expected a defect, with exit code 1 and the original as cause', () => {
    const original = new TypeError('x is undefined')

    const error = fromUnknown(original)

    assert.equal(error.code, 'DEFECT')
    assert.equal(error.exitCode, 1)
    assert.equal(error.cause, original)
  })

  it('knows an error of another copy of core by its shape', () => {
    const foreign = Object.assign(new Error('elsewhere'), {name: 'CloudpremError', code: 'USAGE', hints: [], exitCode: 2})

    assert.equal(fromUnknown(foreign), foreign)
  })
})
