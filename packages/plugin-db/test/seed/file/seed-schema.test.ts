import Ajv from 'ajv'
import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {parse} from 'yaml'
import {openSeedFile} from '../../../src/seed/file/open-seed-file.js'
import {seedSchema} from '../../../src/seed/file/seed-schema.js'

/** What an editor makes of it. */
const accepts = (text: string) => new Ajv({unknownFormats: 'ignore'}).compile(seedSchema())(parse(text)) === true

/** What cloudprem makes of it. */
const isRead = async (text: string) => {
  try {
    // eslint-disable-next-line @typescript-eslint/require-await -- a file that is there at once
    const bytes = (async function* () {
      yield Buffer.from(text)
    })()
    await openSeedFile(bytes, {name: 'seed.yaml', allowHttp: true})
    return true
  } catch {
    return false
  }
}

describe('the schema of a seed file', () => {
  const files: [title: string, text: string, isRight: boolean][] = [
    ['the plainest', 'stacks:\n  - {id: demo, name: Demo}\n', true],
    [
      'every field',
      'regions:\n- {name: a, baseUrl: "https://a.example", id: 2f6c0f4e-6a57-4c1f-9c0e-6f2d8f1b7a55, organization: o}\n',
      true,
    ],
    ['a list that is empty', 'regions:\nstacks:\n  - {id: demo, name: Demo}\n', true],
    ['a field that is missing', 'stacks:\n  - {id: demo}\n', false],
    ['a field that is not known', 'stacks:\n  - {id: demo, name: Demo, secret: x}\n', false],
    ['a list that is not known', 'organizations:\n  - {id: demo}\n', false],
    ['a hyphen in a stack id', 'stacks:\n  - {id: my-stack, name: Demo}\n', false],
    ['a number for a text', 'stacks:\n  - {id: 1234, name: Demo}\n', false],
    ['a base URL with a path', 'regions:\n  - {name: a, baseUrl: https://a.example/api}\n', false],
    ['an id that is no UUID', 'regions:\n  - {name: a, baseUrl: https://a.example, id: abc}\n', false],
  ]
  for (const [title, text, isRight] of files) {
    it(`says of ${title} what db seed says of it`, async () => {
      assert.equal(accepts(text), isRight)
      assert.equal(await isRead(text), isRight)
    })
  }

  it('and db seed accept the example of its documentation', async () => {
    const page = readFileSync(new URL('../../../../../docs/seed-file.md', import.meta.url), 'utf8')
    const examples = [...page.matchAll(/```yaml\n([^]*?)```/g)].map(([, text = '']) => text)
    assert.equal(examples.length, 2)
    for (const text of examples) {
      assert.ok(accepts(text), text)
      assert.ok(await isRead(text), text)
    }
  })
})
