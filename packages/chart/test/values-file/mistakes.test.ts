import assert from 'node:assert/strict'
import {applyEdits, ruleTexts, type Finding} from '@cloudprem/chart'
import {findingsOf} from './mistakes/findings-of.js'
import {mistakes} from './mistakes/index.js'

/** Applies what --fix would, once. */
function mended(found: readonly Finding[], text: string): string {
  return applyEdits(
    text,
    found.flatMap(({file, edit}) => (file === 'mine.yaml' && edit ? [edit] : [])),
  )
}

describe('mistakes that people make in values files', () => {
  for (const each of mistakes) {
    it(`${each.rule}: ${each.title}`, () => {
      const text = each.text.replace(' # <--', '')
      const line = each.text.split('\n').findIndex((written) => written.includes('# <--')) + 1
      const found = findingsOf(each, text)
      const places = found.filter(({rule}) => rule === each.rule).map(({file, line: at}) => `${file}:${at}`)
      assert.ok(
        places.includes(`mine.yaml:${line}`),
        `${each.rule} is at ${places.join() || 'no line'}, not at ${line}; ${JSON.stringify(found)}`,
      )

      const fixed = each.fixed?.replace(' # <--', '') ?? mended(found, text)
      assert.notEqual(fixed, text, 'the fix changes nothing')
      const left = findingsOf(each, fixed)
      assert.deepEqual(
        left.filter(({rule, severity}) => rule === each.rule || severity === 'error'),
        [],
      )
    })
  }

  it('are there for every rule but that of the release name', () => {
    const made = new Set(mistakes.map(({rule}) => rule))
    assert.deepEqual(
      ruleTexts.map(({id}) => id).filter((id) => !made.has(id)),
      ['release-name', 'shared-cookie'],
    )
  })

  it('are more than 80', () => assert.ok(mistakes.length >= 80, String(mistakes.length)))
})
