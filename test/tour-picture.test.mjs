import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {tourSteps} from '../packages/plugin-sandbox/src/tour/steps.ts'
import {renderTerminal} from '../scripts/terminal-svg.mjs'

describe('the picture of the tour', () => {
  const picture = readFileSync(new URL('../docs/tour.svg', import.meta.url), 'utf8')

  it('is of the present tour: every step is in it, and done', () => {
    const place = {api: 3, membershipUri: '', dsnFile: '', licenceFile: '', profile: 'sandbox'}
    const drawn = [...picture.matchAll(/<text [^>]*>([^<]*)<\/text>/g)].map(([, text]) => text)

    for (const {title} of tourSteps(place)) {
      assert.ok(
        drawn.some((text) => text.startsWith(`${title}  `)),
        `"${title}" is not in docs/tour.svg: npm run picture`,
      )
    }
    assert.match(picture, new RegExp(`>${tourSteps(place).length} done, 0 failed in \\d+ s<`))
  })

  it('says in words what it shows, and shows no password', () => {
    assert.match(picture, /<title id="title">.+<\/title>\n<desc id="description">\$ npm run tour\n/)
    for (const [line] of picture.matchAll(/^.*Password {2,}.*$/gm)) assert.match(line, /Password {2,}•+ /)
  })

  it('draws each run at its cell, in its style, whatever is in it', () => {
    const svg = renderTerminal([[{text: '<a> & b', column: 2, color: 6, bold: true}], [], [{text: '⋮', column: 0, dim: true}]], {
      columns: 80,
      title: 'a < b',
      description: 'c & d',
    })

    assert.match(
      svg,
      /<text class="bold color6" x="36.8" y="58" textLength="58.8" xml:space="preserve">&lt;a&gt; &amp; b<\/text>/,
    )
    assert.match(svg, /<text class="dim" x="20" y="96"/)
    assert.match(svg, /<title id="title">a &lt; b<\/title>\n<desc id="description">c &amp; d<\/desc>/)
  })
})
