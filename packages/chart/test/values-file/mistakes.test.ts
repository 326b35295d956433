import assert from 'node:assert/strict'
import {applyEdits, ruleTexts, type Finding} from '@cloudprem/chart'
import {findingsOf} from './mistakes/findings-of.js'
import {mistakes} from './mistakes/index.js'
import {SEEN_ELSEWHERE, seenMistakes} from './seen-mistakes.js'

/** Applies what --fix would, once. */
function mended(found: readonly Finding[], text: string): string {
  return applyEdits(
    text,
    found.flatMap(({file, edit}) => (file === 'mine.yaml' && edit ? [edit] : [])),
  )
}

describe('mistakes that people make in values files', () => {
  for (const each of mistakes) {
    for (const major of each.majors) {
      it(`${each.rule} on ${major}.x: ${each.title}`, () => {
        const text = each.text.replace(' # <--', '')
        const line = each.text.split('\n').findIndex((written) => written.includes('# <--')) + 1
        const found = findingsOf(each, text, major)
        const places = found.filter(({rule}) => rule === each.rule).map(({file, line: at}) => `${file}:${at}`)
        assert.ok(
          places.includes(`mine.yaml:${line}`),
          `${each.rule} is at ${places.join() || 'no line'}, not at ${line}; ${JSON.stringify(found)}`,
        )

        const fixed = each.fixed?.replace(' # <--', '') ?? mended(found, text)
        assert.notEqual(fixed, text, 'the fix changes nothing')
        const left = findingsOf(each, fixed, major)
        assert.deepEqual(
          left.filter(({rule, severity}) => rule === each.rule || severity === 'error'),
          [],
        )
      })
    }
  }

  it('are there for every rule but that of the release name', () => {
    const made = new Set(mistakes.map(({rule}) => rule))
    assert.deepEqual(
      ruleTexts.map(({id}) => id).filter((id) => !made.has(id)),
      ['release-name'],
    )
  })

  for (const [row, {what, majors}] of Object.entries(seenMistakes)) {
    it(`hold what was seen with real charts, no. ${row} on ${majors.join(', ')}: ${what}`, () => {
      const judged = new Set(mistakes.filter((each) => each.row === Number(row)).flatMap((each) => [...each.majors]))
      assert.deepEqual(
        majors.filter((major) => !judged.has(major)),
        [],
      )
    })
  }

  it('were seen 60 times, once outside a file', () => {
    const rows = [...Object.keys(seenMistakes).map(Number), SEEN_ELSEWHERE].toSorted((one, other) => one - other)
    assert.deepEqual(
      rows,
      Array.from({length: 60}, (_, index) => index + 1),
    )
  })

  it('are more than 80, whatever they were seen on', () => assert.ok(mistakes.length >= 80, String(mistakes.length)))
})
