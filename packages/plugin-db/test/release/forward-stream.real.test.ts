import {temporaryFolder, type TestKubernetes} from '@cloudprem/testing'
import assert from 'node:assert/strict'
import {chooseDatabase, withDatabase} from '../../src/connection/open-database.js'
import {NAMESPACE, startCluster, valuesOf} from '../cluster.js'
import {useDatabases, type TestDatabase} from '../databases.js'

const MEGABYTE = 1024 * 1024

describe('a port-forward as the socket of a connection', function () {
  this.timeout(120_000)
  const databases = useDatabases()
  let database: TestDatabase
  let cluster: TestKubernetes

  before(async () => {
    database = await databases.create('create table blobs (data text)')
    cluster = await startCluster(database, 'cloudprem-postgresql', {version: '4.10.2', values: valuesOf(database)})
  })
  after(() => cluster.stop())

  const open = async <Value>(use: Parameters<typeof withDatabase<Value>>[2]): Promise<Value> => {
    const env = {HOME: temporaryFolder()}
    const release = {release: 'cloudprem', namespace: NAMESPACE, kubeContext: undefined, kubeconfig: cluster.kubeconfig}
    const choice = await chooseDatabase({release, releaseNamed: true}, env)
    assert.ok(choice)
    const {signal} = new AbortController()
    return withDatabase(choice, {insecureTls: false, signal, env, warn: () => undefined, opened: () => undefined}, use)
  }

  it('takes rows no faster than the server does: 64 MB never pile up here', async () => {
    let ahead = 0
    function* chunks(): Generator<string> {
      const line = `${'x'.repeat(64 * 1024 - 1)}\n`
      for (let sent = 0; sent < 64 * MEGABYTE; sent += line.length) {
        ahead = Math.max(ahead, sent - cluster.forwardedBytes())
        yield line
      }
    }
    const count = await open((connection) => connection.copy('copy blobs from stdin', chunks()))
    assert.equal(count, 1024)
    // The kernel's buffers of two sockets hold up to some six each.
    assert.ok(ahead < 24 * MEGABYTE, `${ahead} bytes were ahead of the server`)
  })

  it('brings back what was sent, byte for byte, larger than any buffer', async () => {
    const text = Array.from({length: 200_000}, (_, index) => `${index} ü🙂`).join('\n')
    const {rows} = await open((connection) => connection.query<{text: string}>('select $1::text as text', [text]))
    assert.equal(rows[0]?.text, text)
  })
})
