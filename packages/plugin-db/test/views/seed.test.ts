import assert from 'node:assert/strict'
import type {SeedPlan} from '../../src/seed/plan.js'
import {statementsOf} from '../../src/seed/sql.js'
import {renderSeed, renderStatements} from '../../src/views/seed.js'

const plan: SeedPlan = {
  organizationId: 'qwertyuiopas',
  region: {
    change: 'created',
    id: '2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55',
    name: "l'Est",
    baseUrl: 'https://formance.example',
    creatorId: 'owner',
  },
  stack: {change: 'none', id: 'demo', name: 'default', clientSecret: 'never-shown'},
  remarks: [],
}

describe('what a seed shows', () => {
  it('fits 80 columns and has each id in full', () => {
    const lines = renderSeed(plan, 'default')
    assert.ok(lines.every((line) => line.length <= 80))
    assert.match(lines[0] ?? '', /^ {2}region {2}l'Est {2}2f6c0f4e-… {2}https:\/\/formance.example {2}created$/)
    assert.match(lines[1] ?? '', /^ {2}stack {3}demo {3}default {5}region l'Est {14}there already$/)
    assert.ok(lines.includes('RegionID        2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55'))
  })

  it('quotes values and masks the secret in a dry run', () => {
    const text = renderStatements(statementsOf({...plan, stack: {...plan.stack, change: 'created'}})).join('\n')
    assert.match(text, /-- \$3 = 'l''Est'/)
    assert.doesNotMatch(text, /never-shown/)
  })
})
