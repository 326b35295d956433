import {isCloudpremError} from '@cloudprem/core'
import assert from 'node:assert/strict'
import {parseWords} from '../../src/connection/words.js'

describe('a command line without a shell', () => {
  const lines: [string, string[]][] = [
    [
      'aws rds generate-db-auth-token --hostname db.example --port 5432',
      ['aws', 'rds', 'generate-db-auth-token', '--hostname', 'db.example', '--port', '5432'],
    ],
    ["  sh -c 'cat $FILE | head -1'  ", ['sh', '-c', 'cat $FILE | head -1']],
    [String.raw`a\ b "c d" e'f'"g" ''`, ['a b', 'c d', 'efg', '']],
    [String.raw`"a \"quoted\" word" '\'`, ['a "quoted" word', '\\']],
    ['vault read -field=password db/creds/x', ['vault', 'read', '-field=password', 'db/creds/x']],
  ]
  for (const [line, words] of lines) it(`is cut by its quotes: ${line}`, () => assert.deepEqual(parseWords(line, 'f'), words))

  for (const line of [
    'a | b',
    'a $TOKEN',
    'a "$TOKEN"',
    'a `b`',
    'a $(b)',
    'a; b',
    'a && b',
    'a > file',
    'cat *',
    'cat ~/token',
    "a 'b",
    'a "b',
    'a \\',
    '',
  ]) {
    it(`is refused where a shell would do more: ${line}`, () => {
      assert.throws(
        () => parseWords(line, 'password-command'),
        (error) => isCloudpremError(error) && error.exitCode === 2 && /--password-command cannot be run/.test(error.message),
      )
    })
  }
})
