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
    const packed = await pack(await listSources(source), work, signal)
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
    const hasCore = dependencies.some(({name}) => name === '@cloudprem/core')
    const core = hasCore ? [] : await pack([coreFolder], work, signal)
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

/** Packs folders and tarballs anew: that is how npm tells what is in them. */
async function pack(sources: string[], destination: string, signal: AbortSignal): Promise<{name: string; file: string}[]> {
  if (sources.length === 0) return []
  const files = sources.map((source) => path.resolve(source))
  const answer = await npm(['pack', ...files, '--json', '--pack-destination', destination], signal)
  return (JSON.parse(answer) as {name: string; filename: string}[]).map(({name, filename}) => ({
    name,
    // Some npm tell the name with the scope's characters, and write the file without.
    file: path.join(destination, filename.replace(/^@/, '').replace('/', '-')),
  }))
}

function isPlugin(name: string): boolean {
  return name.startsWith('@cloudprem/plugin-')
}
