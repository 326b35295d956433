// Fails when a committed file that is made from others is stale: `npm run generate` or `npm run build` mends it.
import {execFileSync} from 'node:child_process'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {generatedFiles} from './generated-files.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stale = []

// The manifests are written by the build, from the built commands; here they are only compared with what is committed.
execFileSync(process.execPath, ['scripts/build.mjs', '--force'], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']})
const manifests = execFileSync('git', ['status', '--porcelain', '--', 'packages/*/oclif.manifest.json'], {
  cwd: root,
  encoding: 'utf8',
})
for (const line of manifests.split('\n').filter(Boolean))
  stale.push(`${line.slice(3)} is not what is committed: npm run build, then commit it`)

// After the build: the command reference is made from the manifests.
const generated = await generatedFiles()
for (const {file, content} of generated) {
  let present
  try {
    present = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
  } catch {
    present = undefined // not there is stale as well
  }
  if (present !== content) stale.push(`${file} is stale: npm run generate`)
}

const pages = new Set(generated.map(({file}) => file))
for (const name of readdirSync(path.join(root, 'docs/commands')))
  if (!pages.has(`docs/commands/${name}`)) stale.push(`docs/commands/${name} describes no command: remove it`)

for (const line of stale) console.error(line)
process.exitCode = stale.length > 0 ? 1 : 0
