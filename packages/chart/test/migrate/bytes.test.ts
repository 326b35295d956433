import assert from 'node:assert/strict'
import {migrateValues} from '../../src/index.js'

const PLACE = {release: 'cloudprem', namespace: 'formance-system', generateSecret: () => 'generatedSecretOfThisTest0123456'}
const migrate = (text: string) => migrateValues(text, {...PLACE, from: '2.2.1', to: '3.20.1'}).text

// Blanks, blank lines, braces and folds that no YAML library would write like this.
const KEPT = [
  '# head',
  '',
  '',
  'global:',
  '    serviceHost:   a.example      # aligned',
  '    licence: {token: "x",clusterID: y}',
  '    nats:',
  '        enabled:   yes        # on',
  '',
  '',
  "        url: 'nats://a'",
  'membership:',
  '    ingress:',
  '        tls:',
  '        - {secretName: a, hosts: [b,c]}',
  '        -   secretName: d',
  '    config:',
  '        additionalEnv:',
  '        - name: FOLD',
  '          value: >',
  '            one',
  '            two',
  '',
  '            three',
]

describe('the lines that a migration does not touch', () => {
  it('stay byte for byte, whatever their style', () => {
    const migrated = migrate([...KEPT, 'console:', '    enabled: false', ''].join('\n')).split('\n')
    let next = 0
    for (const line of migrated) if (line === KEPT[next]) next++
    assert.equal(next, KEPT.length, `missing from line ${next + 1}: ${KEPT[next]}`)
    assert.ok(!migrated.includes('console:'))
  })

  it('keep their line ends', () => {
    const migrated = migrate([...KEPT, 'console:', '    enabled: false', ''].join('\r\n'))
    assert.equal(migrated.split('\n').length, migrated.split('\r\n').length)
  })

  it('are 5,000 without a long wait', () => {
    const many = Array.from({length: 5000}, (_, index) => `    key${index}:   value # ${index}`)
    const started = performance.now()
    const migrated = migrate(['mine:', ...many, 'console:', '    enabled: false', ''].join('\n'))
    assert.ok(performance.now() - started < 5000)
    assert.ok(migrated.includes('    key4999:   value # 4999\n'))
  })
})
