import assert from 'node:assert/strict'
import {parse as parseYaml} from 'yaml'
import type {Column} from '../../src/list/column.js'
import type {ListFormat} from '../../src/list/list-flags.js'
import {chooseColumns, selectRows, type Selection} from '../../src/list/select-rows.js'
import {listWriter} from '../../src/list/writers.js'

interface Region {
  id: string
  name: string
  active?: boolean
  stacks?: number
  createdAt?: Date
}

const columns: Column<Region>[] = [
  {name: 'id', value: ({id}) => id},
  {name: 'name', value: ({name}) => name},
  {name: 'active', value: ({active}) => active},
  {name: 'stacks', value: ({stacks}) => stacks},
  {name: 'created-at', value: ({createdAt}) => createdAt, extra: true},
]

const regions: Region[] = [
  {id: 'r10', name: 'north', active: true, stacks: 10, createdAt: new Date('2026-11-24T10:00:00Z')},
  {id: 'r9', name: 'South', active: false, stacks: 9},
  {id: 'r1', name: 'north-east'},
]

async function listed(
  format: ListFormat,
  rows: Region[],
  selection: Selection & {terminalColumns?: number; inBatchesOf?: number} = {},
): Promise<string> {
  const size = selection.inBatchesOf ?? rows.length
  const batches =
    size === 0 ? [] : Array.from({length: Math.ceil(rows.length / size)}, (_, at) => rows.slice(at * size, (at + 1) * size))
  const writer = await listWriter(format, {
    key: 'regions',
    columns: chooseColumns(columns, selection.columns),
    onlyColumns: selection.columns !== undefined,
    terminalColumns: selection.terminalColumns,
  })
  let text = ''
  for await (const batch of selectRows(batches, columns, selection)) text += writer.rows(batch)
  return text + writer.end()
}

describe('a list', () => {
  it('is a table for people', async () => {
    assert.equal(
      await listed('table', regions),
      'ID   NAME        ACTIVE  STACKS\nr10  north       yes     10\nr9   South       no      9\nr1   north-east  -       -\n',
    )
  })

  it('shows the columns that are named, extra ones too, in that order', async () => {
    assert.equal(
      await listed('table', regions.slice(0, 1), {columns: 'created-at,id'}),
      'CREATED AT            ID\n2026-11-24T10:00:00Z  r10\n',
    )
  })

  it('fits the terminal: the longest cells are cut, short ones are not', async () => {
    const text = await listed('table', [{id: 'r1', name: 'n'.repeat(100)}], {terminalColumns: 40})

    for (const line of text.trimEnd().split('\n')) assert.ok(line.length <= 40, line)
    assert.match(text, /^r1 {2}n+… {2}- {7}-$/m)
  })

  for (const [where, terminalColumns, shown] of [
    ['without a terminal', undefined, 'n'.repeat(30)],
    ['on a terminal that has the room', 60, 'n'.repeat(30)],
    ['on one that has not', 30, 'nnnn…'],
  ] as const) {
    it(`shows a cell whole that is longer than a thousand before it, as far as it fits: ${where}`, async () => {
      const rows = [
        ...Array.from({length: 1000}, (_, at) => ({id: `r${1000 + at}`, name: 'short'})),
        {id: 'r', name: 'n'.repeat(30)},
      ]

      const text = await listed('table', rows, {inBatchesOf: 100, columns: 'id,name', ...(terminalColumns && {terminalColumns})})

      assert.equal(text.trimEnd().split('\n').at(-1), `r      ${shown}`)
    })
  }

  it('counts what is two columns wide as two', async () => {
    const text = await listed(
      'table',
      [
        {id: 'r1', name: '東京'},
        {id: 'r2', name: 'abcd'},
      ],
      {columns: 'name,id'},
    )

    assert.equal(text, 'NAME  ID\n東京  r1\nabcd  r2\n')
  })

  it("shows a terminal's escape sequences in names, and obeys none", async () => {
    const text = await listed('table', [{id: 'r1', name: '\u001b[2Jgone\u202e'}])

    assert.match(text, /\\u001b\[2Jgone\\u202e/)
    assert.ok(!text.includes('\u001b'))
  })

  for (const size of [1, 2, 3]) {
    it(`is the document that JSON.stringify writes, in batches of ${size}`, async () => {
      assert.equal(await listed('json', regions, {inBatchesOf: size}), `${JSON.stringify({regions}, null, 2)}\n`)
    })

    it(`is the same document in YAML, in batches of ${size}`, async () => {
      const text = await listed('yaml', regions, {inBatchesOf: size})

      assert.deepEqual(parseYaml(text), JSON.parse(JSON.stringify({regions})))
    })
  }

  it('is an empty list in a document when there is nothing', async () => {
    assert.deepEqual(JSON.parse(await listed('json', [])), {regions: []})
    assert.deepEqual(parseYaml(await listed('yaml', [])), {regions: []})
    assert.equal(await listed('csv', []), 'id,name,active,stacks\n')
    assert.equal(await listed('table', []), '')
  })

  it('holds only the named columns in a document', async () => {
    assert.deepEqual(JSON.parse(await listed('json', regions, {columns: 'id,stacks'})), {
      regions: [
        {id: 'r10', stacks: 10},
        {id: 'r9', stacks: 9},
        {id: 'r1', stacks: null},
      ],
    })
  })

  it('is CSV with quotes where needed, and no formula for a spreadsheet', async () => {
    const text = await listed(
      'csv',
      [
        {id: 'r1', name: 'a "b", c\nd'},
        {id: 'r2', name: '=1+1'},
      ],
      {columns: 'id,name'},
    )

    assert.equal(text, `id,name\nr1,"a ""b"", c\nd"\nr2,'=1+1\n`)
  })

  for (const [sort, expected] of [
    ['id', 'r1 r9 r10'],
    ['-id', 'r10 r9 r1'],
    ['stacks', 'r9 r10 r1'],
    ['-stacks', 'r10 r9 r1'],
    ['active', 'r9 r10 r1'],
  ] as const) {
    it(`sorts by ${sort}: numbers as numbers, what is not set last`, async () => {
      assert.equal(
        (await listed('csv', regions, {sort, columns: 'id', inBatchesOf: 1})).replace('id\n', '').trim().replaceAll('\n', ' '),
        expected,
      )
    })
  }

  for (const [filter, expected] of [
    [['name=NORTH'], 'r10'],
    [['name~north'], 'r10 r1'],
    [['name!=north'], 'r9 r1'],
    [['active=true'], 'r10'],
    [['stacks='], 'r1'],
    [['name~north', 'stacks!='], 'r10'],
    [['created-at~2026-11-24'], 'r10'],
  ] as const) {
    it(`keeps only rows where ${filter.join(' and ')}`, async () => {
      assert.equal(
        (await listed('csv', regions, {filter: [...filter], columns: 'id'})).replace('id\n', '').trim().replaceAll('\n', ' '),
        expected,
      )
    })
  }

  for (const selection of [{columns: 'id,nmae'}, {sort: 'nmae'}, {filter: ['nmae=x']}, {filter: ['name']}]) {
    it(`refuses ${JSON.stringify(selection)} and names what there is, before anything is read`, async () => {
      await assert.rejects(listed('table', regions, selection), {code: 'USAGE', exitCode: 2})
    })
  }
})
