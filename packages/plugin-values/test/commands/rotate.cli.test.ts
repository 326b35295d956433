import assert from 'node:assert/strict'
import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {runCli, temporaryFolder} from '@cloudprem/testing'

const FILE = [
  'portal:',
  '  config:',
  '    cookie:',
  '      # never print this',
  '      secret: "oldCookieOldCookieOldCookie" # of 2026',
  '',
].join('\n')

function home() {
  const folder = temporaryFolder()
  const file = path.join(folder, 'values.yaml')
  writeFileSync(file, FILE)
  const cli = (...args: string[]) => runCli(['values', 'rotate', ...args], {home: folder})
  return {file, cli, read: () => readFileSync(file, 'utf8')}
}

describe('cloudprem values rotate', () => {
  it('puts a new secret in place with --yes, prints neither, and tells what is lost', async () => {
    const {cli, read} = home()
    const {exitCode, stderr, stdout} = await cli('portal.config.cookie.secret', '--yes')
    assert.equal(exitCode, 0)
    const secret = /secret: "([A-Za-z0-9]{40})" # of 2026\n$/.exec(read())?.[1]
    assert.ok(secret)
    assert.equal(read().replace(secret, 'oldCookieOldCookieOldCookie'), FILE)
    assert.doesNotMatch(stdout + stderr, new RegExp(`oldCookie|${secret}`))
    assert.match(stdout, /5 - {7}secret: •+ # of 2026\n {2}5 \+ {7}secret: •+ # of 2026/)
    assert.match(stdout, /Restarts {2}cloudprem-portal, by the next helm upgrade/)
    assert.match(stdout, /Lost {6}the sessions of the portal: everyone logs in there again/)
  })

  it('asks before it writes: without a terminal and --yes nothing changes', async () => {
    const {cli, read} = home()
    const {exitCode, stderr} = await cli('portal.config.cookie.secret')
    assert.equal(exitCode, 2)
    assert.match(stderr, /cloudprem values rotate portal\.config\.cookie\.secret --yes/)
    assert.equal(read(), FILE)
  })

  it('only tells with --dry-run, as a document too', async () => {
    const {cli, read} = home()
    const result = (await cli('cookie.secret', '--dry-run', '--json')).json() as Record<string, unknown>
    assert.deepEqual(
      {path: result['path'], written: result['written'], changed: result['changed'], restarts: result['restarts']},
      {
        path: 'portal.config.cookie.secret',
        written: false,
        changed: ['portal.config.cookie.secret'],
        restarts: ['cloudprem-portal'],
      },
    )
    assert.equal(read(), FILE)
  })

  it('lists the secrets there are for one that is none', async () => {
    const {cli} = home()
    const {exitCode, stderr} = await cli('portal.replicas', '--yes')
    assert.equal(exitCode, 2)
    assert.match(stderr, /portal\.config\.cookie\.secret/)
  })
})

describe('cloudprem values explain', () => {
  it('explains without a file, ends with 2 for an unknown value, and names the nearest', async () => {
    const folder = temporaryFolder()
    const known = await runCli(['values', 'explain', 'portal.ingress.className'], {home: folder})
    assert.equal(known.exitCode, 0)
    assert.match(known.stdout, /^portal\.ingress\.className\n {2}chart {4}cloudprem 4\.10\.2\n {2}type {5}string\n/)
    const unknown = await runCli(['values', 'explain', 'portal.ingres.className'], {home: folder})
    assert.equal(unknown.exitCode, 2)
    assert.match(unknown.stderr, /Did you mean portal\.ingress\.className/)
    const json = await runCli(['values', 'explain', 'portal.enabled', '--chart-version', '2.2.1', '--json'], {home: folder})
    const {later} = json.json() as {later: {major: number; replacedBy: string}[]}
    assert.deepEqual(later[0] && [later[0].major, later[0].replacedBy], [3, 'global.platform.portal.enabled'])
  })
})
