import assert from 'node:assert/strict'
import {inOurWords} from '../../src/fctl/command-words.js'

const words = (line: string, isTaken: (words: string[]) => boolean = () => false) =>
  inOurWords(
    line.split(' ').filter((word) => word !== ''),
    isTaken,
  ).join(' ')

describe('a command line in the words of fctl', () => {
  for (const [theirs, ours] of [
    [
      '--profile demo login --membership-uri https://m.example/api',
      'login --membership-uri https://m.example/api --profile demo',
    ],
    ['-p demo cloud organizations list', 'org list -p demo'],
    ['--profile=demo --debug org list', 'org list --profile=demo --debug'],
    ['cloud organizations update ID --domain=a.example', 'org update ID --domain=a.example'],
    ['organizations list', 'org list'],
    ['c o ls', 'org list'],
    ['cloud org users l', 'org users list'],
    ['cloud organizations invitations delete x', 'org invitations withdraw x'],
    ['cloud organizations history', 'org history'],
    ['cloud regions l', 'regions list'],
    ['cloud me info', 'whoami'],
    ['cloud me invitations ls', 'org invitations received'],
    ['cloud me invitations accept x', 'org invitations accept x'],
    ['c me inv dec x', 'org invitations decline x'],
    ['org invitations accept x', 'org invitations accept x'],
    ['stack list --all', 'stacks list --all'],
    ['st ls', 'stacks list'],
    ['stack modules ls', 'stacks modules list'],
    ['profiles set-default-organization abc', 'profiles set organization-id abc'],
    ['p u demo', 'profiles use demo'],
    ['--json stack exec -- --profile', 'stack exec --json -- --profile'],
    ['-y stack delete x -- y', 'stacks delete x -y -- y'],
    ['organizations', 'org'],
    ['cloud organizations --help', 'org --help'],
  ] as const) {
    it(`${theirs} → ${ours}`, () => {
      assert.equal(words(theirs), ours)
    })
  }

  for (const line of [
    '',
    '--help',
    '--version',
    '--profile',
    'values init -p demo',
    'org update ls',
    'stack render',
    'profile',
    'x c o ls',
    '-p demo',
  ]) {
    it(`"${line}" is left as it is${line === 'profile' ? ', but for the name of the topic' : ''}`, () => {
      assert.equal(words(line), line === 'profile' ? 'profiles' : line)
    })
  }

  it('leaves a line to the command that is installed under its words, and asks so only of words of fctl', () => {
    const asked: string[] = []
    const isTaken = (words: string[]) => {
      asked.push(words.join(' '))
      return words.join(' ').startsWith('stack delete')
    }

    assert.equal(words('-p demo stack delete x --confirm x', isTaken), 'stack delete x --confirm x -p demo')
    assert.equal(words('stack list', isTaken), 'stacks list')
    assert.equal(words('stacks delete x', isTaken), 'stacks delete x')
    assert.equal(words('org list', isTaken), 'org list')
    assert.deepEqual(asked, ['stack delete x', 'stack list'])
  })
})
