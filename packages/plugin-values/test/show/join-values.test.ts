import assert from 'node:assert/strict'
import {joinValues} from '../../src/show/join-values.js'

const join = (values: string, ...children: {key: string; values: string}[]) =>
  joinValues({
    values,
    children: children.map(({key, values: own}) => ({
      key,
      chart: {name: key, version: '1.0.0', values: own, schema: undefined, children: []},
    })),
  })

describe('the values of a chart and of the charts in it', () => {
  it("stand below the children's keys, comments and text of several lines kept", () => {
    const portal = '# How many.\nreplicas: 1 # one\n\nsetup: |\n  a: 1\n\n  b: 2\n'
    assert.equal(
      join('# Top.\nglobal:\n  a: 1\n', {key: 'portal', values: portal}, {key: 'empty', values: '# nothing\n'}),
      [
        '# Top.',
        'global:',
        '  a: 1',
        '',
        'portal:',
        '  # How many.',
        '  replicas: 1 # one',
        '',
        '  setup: |',
        '    a: 1',
        '',
        '    b: 2',
        '',
        'empty: {}',
        '',
      ].join('\n'),
    )
  })

  it('let the chart overrule its children, and count globals at the top only', () => {
    const child = 'global:\n  a: 2\n  b: {c: 3}\nreplicas: 1 # one\nhosts: [x]\n'
    assert.equal(
      join('global:\n  a: 1\nportal:\n  replicas: 2\n', {key: 'portal', values: child}),
      'global:\n  a: 1\n  b:\n    c: 3\n\nportal:\n  replicas: 2 # one\n  hosts: [x]\n',
    )
  })
})
