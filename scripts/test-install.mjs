// `npm run test:install [-- --node 24]`: installs the packed packages from a real registry on loopback, as users would.
//
// Not part of `npm test`: the first run fetches verdaccio (and another Node when asked) from the npm registry.
import {spawnSync} from 'node:child_process'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parseArgs} from 'node:util'
import {cachedPackage} from './test-install/cached-package.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const {values} = parseArgs({options: {node: {type: 'string'}}})

const node = values.node === undefined ? process.execPath : await otherNode(values.node)
const verdaccio = await cachedPackage('verdaccio', '6.8.0', {overrides: {'node-fetch': '2.7.0'}})
const {status} = spawnSync(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', '--timeout', '120000', '--bail', 'scripts/test-install/install.spec.mjs'],
  {cwd: root, stdio: 'inherit', env: {...process.env, TEST_INSTALL_NODE: node, TEST_INSTALL_VERDACCIO: verdaccio}},
)
process.exitCode = status ?? 1

/** The program of another Node, from npm's own packages of it. */
async function otherNode(version) {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const folder = await cachedPackage(`node-${platform}-${process.arch}`, version)
  return path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}
