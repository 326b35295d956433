import assert from 'node:assert/strict'
import {complete} from '../../src/completion/complete.js'
import type {Surface} from '../../src/completion/surface.js'
import type {KnownFacts} from '../../src/completion/values.js'

const profileFlag = {name: 'profile', char: 'p', takesValue: true, multiple: false, negatable: false}
const surface: Surface = {
  topics: {db: 'Seed the database.'},
  commands: [
    {
      names: ['login'],
      summary: 'Log in.',
      args: [],
      flags: [profileFlag, {name: 'browser', takesValue: false, multiple: false, negatable: true}],
    },
    {
      names: ['db seed'],
      summary: 'Seed.',
      args: [],
      flags: [
        profileFlag,
        {name: 'dsn', takesValue: true, multiple: false, negatable: false, helpValue: '@FILE'},
        {name: 'set', takesValue: true, multiple: true, negatable: false, helpValue: 'PATH=VALUE'},
      ],
    },
    {names: ['db check'], summary: 'Check.', args: [], flags: []},
    {names: ['org describe', 'org show'], summary: 'Show.', args: [{name: 'organization'}], flags: [profileFlag]},
    {
      names: ['profiles set'],
      args: [{name: 'setting', options: ['organization-id', 'values-file', 'region-id']}, {name: 'value'}],
      flags: [],
    },
    {names: ['plugins install'], args: [{name: 'plugin'}], repeats: true, flags: []},
    {names: ['which'], summary: 'Which.', args: [], flags: []},
  ],
}
const facts: KnownFacts = {
  profiles: [{value: 'demo'}, {value: 'production'}],
  organizations: [{value: 'orgdemo', description: 'of profile demo'}],
  valuesPaths: ['global.debug', 'membership.dex.enabled', 'membership.debug'],
  connectorTypes: ['oidc', 'github', 'gitlab'],
  plugins: [{value: 'values'}, {value: 'db'}],
}
const values = (...words: string[]) => complete(surface, words, facts).candidates.map(({value}) => value)

describe('completion', () => {
  it('offers commands and topics word by word, with what they do', () => {
    assert.deepEqual(complete(surface, ['d'], facts).candidates, [{value: 'db', description: 'Seed the database.'}])
    assert.deepEqual(values('db', ''), ['check', 'seed'])
    assert.deepEqual(values('org', 's'), ['show'], 'an alias')
    assert.deepEqual(values('nothing', ''), [])
  })

  it('offers the flags that are not there yet, and again those that may be given twice', () => {
    assert.deepEqual(values('db', 'seed', '--'), ['--profile', '--dsn', '--set'])
    assert.deepEqual(values('db', 'seed', '-p', 'demo', '--set', 'a=b', '--'), ['--dsn', '--set'])
    assert.deepEqual(values('login', '--no'), ['--no-browser'])
  })

  it('offers profiles and organizations that are known here, as flags and as arguments', () => {
    assert.deepEqual(values('login', '--profile', ''), ['demo', 'production'])
    assert.deepEqual(values('login', '-p', 'pr'), ['production'])
    assert.deepEqual(values('login', '--profile=d'), ['--profile=demo'])
    assert.deepEqual(values('org', 'describe', ''), ['orgdemo'])
    assert.deepEqual(values('org', 'show', '-p', 'demo', ''), ['orgdemo'], 'the value of -p is no argument')
  })

  it('walks down the paths of the values file', () => {
    assert.deepEqual(complete(surface, ['db', 'seed', '--set', 'membership.de'], facts), {
      candidates: [
        {value: 'membership.dex.', description: undefined},
        {value: 'membership.debug=', description: undefined},
      ],
      unfinished: true,
    })
    assert.deepEqual(values('db', 'seed', '--set', ''), ['global.', 'membership.'])
  })

  it('offers the types of a connector where one is written into the values', () => {
    const path = 'membership.dex.configOverrides.connectors[1].type='
    assert.deepEqual(complete(surface, ['db', 'seed', '--set', `${path}git`], facts), {
      candidates: [
        {value: `${path}github`, description: undefined},
        {value: `${path}gitlab`, description: undefined},
      ],
    })
    assert.deepEqual(values('db', 'seed', `--set=${path}o`), [`--set=${path}oidc`])
    assert.deepEqual(values('db', 'seed', '--set', 'membership.debug='), [])
  })

  it('offers what a setting of a profile may be, and each plugin of several', () => {
    assert.deepEqual(values('profiles', 'set', 'organization-id', ''), ['orgdemo'])
    assert.equal(complete(surface, ['profiles', 'set', 'values-file', ''], facts).files, true)
    assert.deepEqual(values('profiles', 'set', 'region-id', ''), [])
    assert.deepEqual(values('plugins', 'install', 'values', ''), ['values', 'db'])
  })

  it('gives a terminal nothing to obey, whatever a server calls an organization', () => {
    const hostile = {...facts, organizations: [{value: 'orgdemo', description: 'a\u001B]0;owned\u0007\u009B2J\tb\nc'}]}
    assert.deepEqual(complete(surface, ['org', 'show', ''], hostile).candidates, [
      {value: 'orgdemo', description: 'a ]0;owned  2J b'},
    ])
  })

  it('leaves file names to the shell', () => {
    assert.equal(complete(surface, ['db', 'seed', '--dsn', '@x'], facts).files, true)
    assert.equal(complete(surface, ['db', 'seed', '--dsn=@x'], facts).files, true)
  })

  it('offers no flag after --, and commands after which', () => {
    assert.deepEqual(values('login', '--', ''), [])
    assert.deepEqual(values('which', 'db', 'se'), ['seed'])
  })
})
