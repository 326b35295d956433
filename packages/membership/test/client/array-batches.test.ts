import assert from 'node:assert/strict'
import fc from 'fast-check'
import {arrayBatches} from '../../src/client/array-batches.js'

async function read(text: string, bytesAtOnce: number, enough?: number): Promise<unknown[]> {
  const bytes = new TextEncoder().encode(text)
  async function* body() {
    for (let at = 0; at < bytes.length; at += bytesAtOnce) yield await Promise.resolve(bytes.subarray(at, at + bytesAtOnce))
  }
  const all: unknown[] = []
  for await (const batch of arrayBatches(body(), enough)) all.push(...batch)
  return all
}

describe('arrayBatches', () => {
  it('gives what JSON.parse gives, wherever the packets are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.integer({min: 1, max: 40}),
        fc.constantFrom(undefined, 1),
        async (list, size, indent) => {
          const text = JSON.stringify({before: {data: [1]}, data: list, after: ['data']}, null, indent)
          assert.deepEqual(await read(text, size), JSON.parse(JSON.stringify(list)))
        },
      ),
    )
  })

  it('gives the same of elements that begin alike, whatever is in them', async () => {
    const alike = fc.constantFrom('', ',{"id":', '"},{"id":"', '}],"data":[{"id":1},{"id":', '\\",{"id":', '東京')
    const inner = fc.oneof(alike, fc.array(fc.record({id: alike}), {maxLength: 3}), fc.jsonValue())
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({id: inner, name: inner}), {maxLength: 20}),
        fc.record({
          size: fc.integer({min: 1, max: 200}),
          enough: fc.integer({min: 1, max: 500}),
          indent: fc.constantFrom(undefined, 1),
        }),
        async (list, {size, enough, indent}) => {
          const text = JSON.stringify({data: list, after: list}, null, indent)
          assert.deepEqual(await read(text, size, enough), JSON.parse(JSON.stringify(list)))
        },
      ),
    )
  })

  it('takes the null that Go writes for a list as an empty one', async () => {
    assert.deepEqual(await read('{"data": null}', 3), [])
  })

  for (const [what, text] of [
    ['ends in an element', '{"data":[{"id":1},{"id"'],
    ['ends after a comma', '{"data":[1,'],
    ['ends before the last brace', '{"data":[1]'],
    ['has a comma too many', '{"data":[1,]}'],
    ['has a comma too many behind objects', '{"data":[{"id":1},{"id":2},]}'],
    ['ends in an element that began as the others', '{"data":[{"id":1},{"id":2},{"id":'],
    ['has an element that is broken', '{"data":[{"id":1},{"id":2 2},{"id":3},{"id":4}]}'],
    ['goes on after its end', '{"data":[1]}{}'],
    ['is a page of HTML', '<html>"data":[</html>'],
    ['is a bare list', '[1]'],
    ['has an object in place of the list', '{"data":{"a":1}}'],
    ['has the list one level too deep', '{"a":{"data":[1]}}'],
    ['is empty', ''],
  ] as const) {
    it(`refuses an answer that ${what}`, async () => {
      for (const size of [1, 2, 5, 1000]) {
        await assert.rejects(read(text, size), SyntaxError)
        await assert.rejects(read(text, size, 1), SyntaxError)
      }
    })
  }

  it('needs no more memory for a long list than for a short one', async () => {
    const element = JSON.stringify({id: 'x'.repeat(1000)})
    async function* body() {
      yield Buffer.from('{"data":[')
      for (let index = 0; index < 100_000; index++)
        yield await Promise.resolve(Buffer.from(`${index === 0 ? '' : ','}${element}`))
      yield Buffer.from(']}')
    }
    let count = 0
    let largest = 0
    for await (const batch of arrayBatches(body())) {
      count += batch.length
      largest = Math.max(largest, batch.length)
    }
    assert.equal(count, 100_000)
    assert.ok(largest < 100, `${largest} at once`)
  }).timeout(20_000)
})
