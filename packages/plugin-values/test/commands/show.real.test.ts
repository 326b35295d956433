import assert from 'node:assert/strict'
import path from 'node:path'
import {helmFolders, runCli, temporaryFolder} from '@cloudprem/testing'

describe('cloudprem values show with the real helm', () => {
  it('passes on why helm could not fetch the chart', async function () {
    this.timeout(120_000)
    const PATH = [...(await helmFolders()), process.env['PATH']].join(path.delimiter)
    const args = ['values', 'show', '--chart', 'oci://127.0.0.1:1/cloudprem', '--chart-version', '4.10.2', '--plain-http']
    const {exitCode, stderr} = await runCli(args, {home: temporaryFolder(), env: {PATH}})
    assert.equal(exitCode, 5)
    assert.match(stderr, /The chart oci:\/\/127\.0\.0\.1:1\/cloudprem 4\.10\.2 cannot be fetched/)
    assert.match(stderr, /connection refused/)
  })
})
