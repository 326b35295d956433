import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import path from 'node:path'
import {parseValues, valueAt, type Values} from '@cloudprem/chart'
import {repositoryRoot, runCli, temporaryFolder} from '@cloudprem/testing'

const CHARTS = path.join(repositoryRoot, 'packages/plugin-sandbox/charts')

describe('cloudprem values show', () => {
  const show = (...args: string[]) => runCli(['values', 'show', ...args], {home: temporaryFolder()})

  it('prints what is known of a version without its chart and without a network, as YAML that helm reads', async () => {
    const {exitCode, stdout} = await show('--chart-version', '2.2.1')
    assert.equal(exitCode, 0)
    const {findings, values} = parseValues(stdout)
    assert.deepEqual(findings, [])
    assert.equal(valueAt(values, 'global.platform.cookie.encryptionKey'), 'changeMe00')
    assert.match(stdout, /^# What is known of the values of cloudprem 2\.2\.1 without the chart/)
    assert.match(stdout, / {4}# deploys the bundled PostgreSQL\n {4}enabled: true\n/)
    assert.equal((await show('--chart-version', '9.0.0')).exitCode, 2)
  })

  it('prints all values of a chart and its children with their comments, from a folder and from a .tgz', async () => {
    const {stdout} = await show('--chart', 'sandbox')
    const {findings, values} = parseValues(stdout)
    assert.deepEqual(findings, [])
    assert.deepEqual(Object.keys(values ?? {}), ['global', 'membership', 'portal', 'console-v3'])
    assert.equal(valueAt(values, 'global.platform.portal.oauth.client.id'), 'portal')
    assert.equal(valueAt(values, 'portal.config.cookie.secret'), 'changeMe2')
    assert.match(stdout, /# Base domain of all hosts/)

    const archive = path.join(temporaryFolder(), 'cloudprem.tgz')
    execFileSync('tar', ['-czf', archive, '-C', CHARTS, 'cloudprem'])
    assert.equal((await show('--chart', archive)).stdout, stdout)
    const document = (await show('--chart', archive, '--json')).json() as {source: string; values: Values}
    assert.deepEqual([document.source, document.values], ['chart', values])
  })

  it('says what is no chart, and what helm says when it cannot fetch one', async () => {
    const none = await show('--chart', 'nowhere')
    assert.equal(none.exitCode, 2)
    assert.match(none.stderr, /"nowhere" is no chart/)
    const without = await runCli(['values', 'show', '--chart', 'oci://127.0.0.1:1/x'], {home: temporaryFolder(), env: {PATH: ''}})
    assert.equal(without.exitCode, 3)
    assert.match(without.stderr, /helm is not on the PATH/)
  })
})
