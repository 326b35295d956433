import assert from 'node:assert/strict'
import type {DbSeedResult} from '../../src/seed/result.js'
import {renderRemovals, renderSeed, renderStatements} from '../../src/views/seed.js'

const result: Extract<DbSeedResult, {stackId: string}> = {
  organizationId: 'qwertyuiopas',
  stackId: 'demo',
  region: {
    id: '2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55',
    name: "l'Est",
    baseUrl: 'https://formance.example',
    change: 'created',
  },
  stack: {id: 'demo', name: 'default', change: 'none'},
}

describe('what a seed shows', () => {
  it('fits 80 columns and has each id in full', () => {
    const lines = renderSeed(result, 'default')
    assert.ok(lines.every((line) => line.length <= 80))
    assert.match(lines[0] ?? '', /^ {2}region {2}l'Est {2}2f6c0f4e-… {2}https:\/\/formance.example {2}created$/)
    assert.match(lines[1] ?? '', /^ {2}stack {3}demo {3}default {5}region l'Est {14}there already$/)
    assert.ok(lines.includes('RegionID        2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55'))
  })

  it('quotes values and masks the secret in a dry run', () => {
    const text = renderStatements([
      {text: 'insert', parameters: [{value: "l'Est"}, {value: 'never-shown', secret: true}, {value: null}]},
    ]).join('\n')
    assert.equal(text, "insert;\n  -- $1 = 'l''Est'\n  -- $2 = •••••• (secret)\n  -- $3 = null")
  })

  it('shows escapes of a name in the database, and does not send them to the terminal', () => {
    const text = renderRemovals({
      stacks: [{organizationId: 'qwertyuiopas', id: 'demo', name: '\u001b[31mred'}],
      regions: [],
    }).join('\n')
    assert.ok(!text.includes('\u001b'))
    assert.match(text, /\\u001b\[31mred/)
  })
})
