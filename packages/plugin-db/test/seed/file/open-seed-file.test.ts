import {isCloudpremError} from '@cloudprem/core'
import assert from 'node:assert/strict'
import type {AskedStack} from '../../../src/seed/asked.js'
import {openSeedFile} from '../../../src/seed/file/open-seed-file.js'

/** The bytes of `text` in pieces of this size, as a slow pipe gives them. */
function bytesOf(text: string | Uint8Array, size = 7): AsyncIterable<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream gives its pieces by and by
  return (async function* () {
    for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
  })()
}

async function read(text: string | Uint8Array, size?: number) {
  const {regions, stacks} = await openSeedFile(bytesOf(text, size), {name: 'seed.yaml', allowHttp: false})
  const all: AskedStack[] = []
  for await (const batch of stacks) all.push(...batch)
  return {regions, stacks: all}
}

/** The findings of a file, as they are shown. */
async function findingsOf(text: string | Uint8Array, size?: number): Promise<string[]> {
  try {
    await read(text, size)
  } catch (error) {
    if (!isCloudpremError(error)) throw error
    assert.equal(error.code, 'SEED_FILE_INVALID')
    assert.equal(error.exitCode, 4)
    const lines = (error.reason ?? '').split('\n')
    assert.equal(lines.pop(), 'Nothing was changed.')
    return lines
  }
  return []
}

const EXAMPLE = `# yaml-language-server: $schema=seed.schema.json
---
regions:
  - name: default
    baseUrl: https://Formance.example
    id: 2F6C0F4E-6A57-4C1F-9C0E-6F2D8F1B7A55

stacks:
  - organization: qwertyuiopas
    id: demo
    name: "Démo: 'main' \\u0031" # the first
  - {id: prod, name: Production, region: default}
  - {"organization": "qwertyuiopas", "id": "json", "name": "JSON"}
`

describe('a seed file', () => {
  it('has regions and stacks, each with the line in which it stands', async () => {
    assert.deepEqual(await read(EXAMPLE), {
      regions: [
        {
          line: 4,
          name: 'default',
          baseUrl: 'https://formance.example',
          id: '2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55',
          organization: undefined,
        },
      ],
      stacks: [
        {line: 9, organization: 'qwertyuiopas', id: 'demo', name: "Démo: 'main' 1", region: 'default'},
        {line: 12, organization: undefined, id: 'prod', name: 'Production', region: 'default'},
        {line: 13, organization: 'qwertyuiopas', id: 'json', name: 'JSON', region: 'default'},
      ],
    })
  })

  it('means the same with lists at the margin, with Windows line ends, a byte order mark, and no line end at the end', async () => {
    const expected = await read(EXAMPLE)
    const atMargin = EXAMPLE.replace(/^ {2}/gm, '')
    const variants = [atMargin, EXAMPLE.replaceAll('\n', '\r\n'), `\ufeff${EXAMPLE}`, EXAMPLE.trimEnd()]
    for (const [index, text] of variants.entries()) assert.deepEqual(await read(text), expected, String(index))
  })

  it('may be one JSON document, or have a list within brackets', async () => {
    const json = JSON.stringify({
      regions: [{name: 'default', baseUrl: 'https://formance.example'}],
      stacks: [{id: 'a', name: 'A'}],
    })
    const {regions, stacks} = await read(json)
    assert.equal(regions[0]?.name, 'default')
    assert.equal(stacks[0]?.id, 'a')
    const list = await read('regions: []\nstacks: [\n  {id: a, name: A},\n  {id: b, name: B},\n]\n')
    assert.deepEqual(
      list.stacks.map(({id, line}) => ({id, line})),
      [
        {id: 'a', line: 3},
        {id: 'b', line: 4},
      ],
    )
  })

  it('reads a name of several lines, and blank lines and comments between entries', async () => {
    const {stacks} = await read(
      'stacks:\n  - id: a\n    name: >-\n      one\n      # two\n\n  # a comment\n\n  - id: b\n    name: B\n',
    )
    assert.deepEqual(
      stacks.map(({name}) => name),
      ['one # two', 'B'],
    )
  })

  it('tells every error at once, each with line and column', async () => {
    const text = `regions:
  - name: default
    baseUrl: http://formance.example/api
    creator: me
stacks:
  - id: my-stack
    name: ""
    region: {name: default}
  - id: 1234
    name: A
  - name: B
  - just text
  - id: a
    id: b
    name: C
`
    assert.deepEqual(await findingsOf(text), [
      'seed.yaml:4:14  "creator" is not known here; known are name, baseUrl, id, organization',
      'seed.yaml:3:14  baseUrl "http://formance.example/api" is http, which only --allow-http lets through',
      'seed.yaml:6:9  id "my-stack" is no stack id: lower-case letters and digits, no hyphen',
      'seed.yaml:7:11  name "" is empty',
      'seed.yaml:8:13  region must be text',
      'seed.yaml:9:9  id must be text, and YAML takes this for a number: put it in quotes',
      'seed.yaml:11:5  id is missing',
      'seed.yaml:12:5  an entry of stacks must be a mapping, such as {name: …}',
      'seed.yaml:14:5  Map keys must be unique',
    ])
  })

  const refused: [title: string, text: string, finding: RegExp][] = [
    [
      'an unknown list',
      'organizations:\n  - id: a\n',
      /^seed.yaml:1:1 {2}"organizations" is not known here; known are regions, stacks$/,
    ],
    ['a list that is there twice', 'stacks:\n  - {id: a, name: A}\nstacks:\n', /:3:1 {2}stacks is there already/],
    ['regions after stacks', 'stacks:\n  - {id: a, name: A}\nregions:\n', /:3:1 {2}regions must stand before stacks/],
    ['a second document', 'stacks:\n  - {id: a, name: A}\n---\nstacks:\n', /:3:1 {2}a second document begins/],
    ['indentation that goes nowhere', 'stacks:\n    - {id: a, name: A}\n  - {id: b, name: B}\n', /:3:3 {2}is indented unlike/],
    ['text that is no list', 'hello\n', /:1:1 {2}begins no list: regions: or stacks: is expected here/],
    ['nothing at all', '# nothing\n', /:1:1 {2}asks for nothing/],
    [
      'an alias, which has nothing to refer to',
      'stacks:\n  - &a {id: a, name: A}\n  - *a\n',
      /:3:5 {2}an entry of stacks must be a mapping/,
    ],
    [
      'regions of one name',
      'regions:\n' + '  - {name: a, baseUrl: https://a.example}\n'.repeat(2),
      /:3:12 {2}name a is that of line 2 already/,
    ],
    ['a NUL in a name', 'stacks:\n  - {id: a, name: "A\\0"}\n', /name "A\\u0000" has a control character in it/],
    ['half a character', 'stacks:\n  - {id: a, name: "\\ud83c"}\n', /has half a character in it|bad/i],
    [
      'an entry of ten megabytes',
      `stacks:\n  - id: a\n    name: |\n${'      x\n'.repeat(1_300_000)}`,
      /:2:1 {2}an entry has more than/,
    ],
    ['a line of twenty megabytes', `stacks:\n  - id: ${'x'.repeat(20_000_000)}`, /a line of more than/],
  ]
  for (const [title, text, finding] of refused) {
    it(`refuses ${title}`, async () => {
      const [first, ...others] = await findingsOf(text, 1 << 16)
      assert.match(first ?? '', finding)
      assert.deepEqual(others, [])
    })
  }

  it('refuses what is no text', async () => {
    assert.deepEqual(await findingsOf(Buffer.from([0x73, 0xff, 0xfe, 0x00])), ['seed.yaml  is not text in UTF-8'])
  })

  it('shows an escape in a name, and does not send it to the terminal', async () => {
    const [finding] = await findingsOf('stacks:\n  - {id: a, name: "\\e[31m"}\n')
    assert.equal(finding, 'seed.yaml:2:19  name "\\u001b[31m" has a control character in it')
  })

  it('stops after twenty errors', async () => {
    assert.equal((await findingsOf(`stacks:\n${'  - {id: A, name: A}\n'.repeat(1000)}`)).length, 20)
  })

  it('is handed on in batches, so that a long one never is in memory as a whole', async () => {
    const text = `stacks:\n${Array.from({length: 7001}, (_, index) => `  - {"id": "s${index}", "name": "S"}\n`).join('')}`
    const {stacks} = await openSeedFile(bytesOf(text, 1 << 12), {name: 'seed.yaml', allowHttp: false})
    const sizes: number[] = []
    for await (const batch of stacks) sizes.push(batch.length)
    assert.deepEqual(sizes, [1000, 1000, 1000, 1000, 1000, 1000, 1000, 1])
  })
})
