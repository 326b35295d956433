import assert from 'node:assert/strict'
import {createServer, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {runCli, temporaryFolder, type CliResult} from '@cloudprem/testing'
import {parse as parseYaml} from 'yaml'

interface Document {
  organizations: {id: string}[]
  error: {code: string; reason: string; exitCode: number}
}

const ALL = 5000
const ELEMENTS = Array.from({length: ALL}, (_, at) => ({id: `id${at}`, name: `Organization ${at}`, ownerId: 'u1'}))
const WHOLE = JSON.stringify({data: ELEMENTS})
const HALF = WHOLE.slice(0, WHOLE.length / 2)

describe('a list that breaks off after rows of it were printed', function () {
  this.timeout(60_000)
  const home = temporaryFolder()
  let answer: (response: ServerResponse) => void
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/api/organizations')) return void response.writeHead(404).end('{}')
    response.writeHead(200, {'content-type': 'application/json'})
    answer(response)
  })

  before(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  function list(...args: string[]): Promise<CliResult> {
    const {port} = server.address() as AddressInfo
    const env = {CLOUDPREM_TOKEN: 'a-token-that-is-ready', CLOUDPREM_MEMBERSHIP_URI: `http://127.0.0.1:${port}/api`}
    return runCli(['org', 'list', ...args], {home, env})
  }

  for (const [what, code, breakOff] of [
    ['the connection is cut', 'MEMBERSHIP_UNREACHABLE', (response) => response.write(HALF, () => response.destroy())],
    ['the body ends too early', 'MEMBERSHIP_ANSWER_UNEXPECTED', (response) => response.end(HALF)],
    ['the body goes on as no JSON', 'MEMBERSHIP_ANSWER_UNEXPECTED', (response) => response.end(`${HALF}<html>${HALF}`)],
    [
      'one of the later ones has no name',
      'MEMBERSHIP_ANSWER_UNEXPECTED',
      (response) => response.end(JSON.stringify({data: [...ELEMENTS, {id: 'nameless', ownerId: 'u1'}]})),
    ],
  ] as [string, string, (response: ServerResponse) => void][]) {
    describe(what, () => {
      before(() => (answer = breakOff))

      for (const [format, parse] of [
        ['json', JSON.parse],
        ['yaml', parseYaml],
      ] as const) {
        it(`is one valid ${format} document with the rows so far and the error beside them, and ends with 5`, async () => {
          const {exitCode, stdout, stderr} = await list('--output', format)

          assert.equal(exitCode, 5)
          const {organizations, error} = (parse as (text: string) => unknown)(stdout) as Document
          assert.ok(organizations.length > 100 && organizations.length <= ALL, `${organizations.length} rows`)
          assert.equal(organizations.at(-1)?.id, `id${organizations.length - 1}`)
          assert.equal(error.code, code)
          assert.equal(error.exitCode, 5)
          assert.match(error.reason, /not all of it/)
          assert.equal(stderr.split('Error ').length - 1, format === 'json' ? 0 : 1, stderr)
        })
      }

      for (const format of ['csv', 'table']) {
        it(`is whole lines of ${format}, then one error on stderr that says it is not all, and ends with 5`, async () => {
          const {exitCode, stdout, stderr} = await list('--output', format, '--columns', 'id,name')

          assert.equal(exitCode, 5)
          const lines = stdout.trimEnd().split('\n').slice(1)
          assert.ok(lines.length > 100, `${lines.length} rows`)
          for (const line of lines) assert.match(line, /^id\d+(,| +)Organization \d+$/)
          assert.ok(stdout.endsWith('\n'))
          assert.equal(stderr.split('Error ').length - 1, 1, stderr)
          assert.match(stderr.replaceAll(/\s+/g, ' '), /What was printed of the list is not all of it\./)
          assert.ok(stderr.includes(code), stderr)
          assert.doesNotMatch(stderr, /^ +at /m)
        })
      }
    })
  }

  it('is only the error where no row of it was printed yet', async () => {
    answer = (response) => response.end(WHOLE.slice(0, 500))
    const json = await list('--json')
    const table = await list()

    assert.deepEqual(Object.keys(json.json() as object), ['error'])
    assert.doesNotMatch(json.stdout, /not all of it/)
    assert.equal(table.stdout, '')
    assert.deepEqual([json.exitCode, table.exitCode], [5, 5])
  })

  it('ends with the error of a sorted list alone, which waits for all rows', async () => {
    answer = (response) => response.end(HALF)

    assert.deepEqual(Object.keys((await list('--json', '--sort', 'name')).json() as object), ['error'])
  })
})
