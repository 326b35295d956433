import assert from 'node:assert/strict'
import {chartFacts, setAt, unchangeableChanges, type KnownMajor, type Values} from '@cloudprem/chart'

const database = 'membership.postgresql'
const volume = `${database}.primary.persistence`

function values(settings: Record<string, unknown>): Values {
  const made: Values = {}
  for (const [path, value] of Object.entries(settings)) setAt(made, path, value)
  return made
}

function changed(before: Record<string, unknown>, after: Record<string, unknown>, major: KnownMajor = 4): string[] {
  return unchangeableChanges(values(before), values(after), chartFacts(major)).map(({path, effect}) => `${effect} ${path}`)
}

describe('what an upgrade cannot change', () => {
  it('is the volume of the bundled database', () => {
    assert.deepEqual(changed({[`${volume}.size`]: '8Gi'}, {[`${volume}.size`]: '20Gi'}), [`refused ${volume}.size`])
    assert.deepEqual(changed({}, {[`${volume}.storageClass`]: 'fast'}), [`refused ${volume}.storageClass`])
    assert.deepEqual(changed({}, {[`${volume}.enabled`]: true}, 3), [`refused ${volume}.enabled`])
  })

  it('is not what the chart has by itself, written out', () => {
    assert.deepEqual(changed({}, {[`${volume}.enabled`]: true, [`${volume}.size`]: '8Gi'}), [])
    assert.deepEqual(changed({[`${volume}.enabled`]: false}, {}, 3), [])
  })

  it('is nothing without the bundled database', () => {
    assert.deepEqual(changed({[`${volume}.size`]: '8Gi'}, {[`${volume}.size`]: '20Gi', [`${database}.enabled`]: false}), [])
  })

  it("is the database's name, at the price of its data", () => {
    assert.deepEqual(changed({}, {[`${database}.fullnameOverride`]: 'postgresql'}), [`leaves-data ${database}.fullnameOverride`])
    assert.deepEqual(changed({}, {[`${database}.fullnameOverride`]: 'postgresql'}, 3), [])
  })
})
