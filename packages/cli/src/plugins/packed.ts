import {createHash} from 'node:crypto'
import {existsSync} from 'node:fs'
import {copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {CloudpremError} from '@cloudprem/core'
import {npm} from './npm.js'

export interface PackedSource {
  /** Tarballs in the user's place, to be handed to npm. */
  tarballs: string[]
  /** Names of the plugins among them. */
  plugins: string[]
}

/**
 * Takes over a plugin from a file or folder, so that npm needs no registry for it: a packed plugin, the folder of one
 * plugin, or a folder of tarballs, in which those that are no plugins serve as dependencies. The host's own core goes
 * along. Copies lie in the user's place, since npm comes back to them at every later install.
 *
 * @param names take only these plugins of a folder of tarballs; empty for all
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2), `PLUGIN_UNKNOWN` (exit 2) when there is no plugin in it
 */
export async function takePacked(
  source: string,
  names: string[],
  {userPlace, coreFolder, signal}: {userPlace: string; coreFolder: string; signal: AbortSignal},
): Promise<PackedSource> {
  const folder = path.join(userPlace, 'tarballs')
  const work = await mkdtemp(path.join(tmpdir(), 'cloudprem-packed-'))
  try {
    const packed = await Promise.all((await listSources(source)).map((each) => pack(each, work, signal)))
    const plugins = packed.filter(({name}) => isPlugin(name) && (names.length === 0 || names.includes(name)))
    const missing = names.find((name) => !plugins.some((plugin) => plugin.name === name))
    if (plugins.length === 0 || missing) {
      throw new CloudpremError({
        code: 'PLUGIN_UNKNOWN',
        message: `${source} has no ${missing ?? 'plugin of cloudprem'}`,
        reason: packed.length > 0 ? `It has ${packed.map(({name}) => name).join(', ')}.` : undefined,
        details: {source},
      })
    }
    const dependencies = packed.filter(({name}) => !isPlugin(name))
    const core = dependencies.some(({name}) => name === '@cloudprem/core') ? [] : [await pack(coreFolder, work, signal)]
    const taken = [...plugins, ...dependencies, ...core]
    const tarballs = await Promise.all(taken.map(({file}) => keep(file, folder)))
    return {tarballs, plugins: plugins.map(({name}) => name)}
  } finally {
    await rm(work, {recursive: true, force: true})
  }
}

async function listSources(source: string): Promise<string[]> {
  let isFolder
  try {
    isFolder = (await stat(source)).isDirectory()
  } catch (error) {
    throw new CloudpremError({
      code: 'FILE_UNREADABLE',
      message: `${source} cannot be read: there is no such file or folder`,
      details: {file: source},
      cause: error,
    })
  }
  if (!isFolder || existsSync(path.join(source, 'package.json'))) return [source]
  return (await readdir(source)).filter((file) => file.endsWith('.tgz')).map((file) => path.join(source, file))
}

/**
 * Copies a tarball to a place named after its content: npm would hold a changed file of the same name for a forged one.
 *
 * @returns the copy
 */
async function keep(file: string, folder: string): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
  const copy = path.join(folder, hash.slice(0, 16), path.basename(file))
  await mkdir(path.dirname(copy), {recursive: true})
  await copyFile(file, copy)
  return copy
}

/** Packs a folder or a tarball anew: that is how npm tells what is in it. */
async function pack(source: string, destination: string, signal: AbortSignal): Promise<{name: string; file: string}> {
  const answer = await npm(['pack', path.resolve(source), '--json', '--pack-destination', destination], signal)
  const [packed] = JSON.parse(answer) as {name: string; filename: string}[]
  if (!packed) throw new CloudpremError({code: 'PLUGIN_INSTALL_FAILED', message: `npm packed nothing from ${source}`})
  // npm 9 and later name the file without the scope's characters, older ones report it with them.
  return {name: packed.name, file: path.join(destination, packed.filename.replace(/^@/, '').replace('/', '-'))}
}

function isPlugin(name: string): boolean {
  return name.startsWith('@cloudprem/plugin-')
}
