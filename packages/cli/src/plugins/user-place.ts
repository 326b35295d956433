import {constants, existsSync} from 'node:fs'
import {access, mkdir, readdir, readFile, rm, writeFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import path from 'node:path'
import {CloudpremError, withLock} from '@cloudprem/core'
import {judgePlugin, type Host, type JudgedPlugin} from './judge.js'
import {npm} from './npm.js'
import {takePacked} from './packed.js'
import {installedFolder} from './places.js'
import {versionLine} from './version-line.js'

export interface InstallRequest {
  /** npm names; may be empty when `from` is given. */
  names: string[]
  /** A packed plugin, a plugin's folder, or a folder of packed plugins. */
  from?: string
  signal: AbortSignal
}

/**
 * Installs plugins into the user's place: from the registry the newest of the host's line, or from files. What lies there
 * broken is replaced.
 *
 * @throws CloudpremError see `npm` and `takePacked`; `PLUGIN_BROKEN` (exit 3) when what came cannot be used;
 *   `FILE_UNWRITABLE` (exit 2) when nothing can be put into the user's place
 */
export async function installPlugins(host: Host, {names, from, signal}: InstallRequest): Promise<JudgedPlugin[]> {
  await requireWritable(host.userPlace)
  return withLock(host.userPlace, async () => {
    await preparePlace(host.userPlace)
    const packed =
      from === undefined ? undefined : await takePacked(from, names, {...host, coreFolder: coreFolderOf(host), signal})
    const installing = packed?.plugins ?? names
    for (const name of installing) await removeBroken(host, name)
    const specs = packed?.tarballs ?? names.map((name) => `${name}@${versionLine(host.version)}`)
    try {
      await npm(['install', ...specs, '--prefix', host.userPlace, '--save-exact'], signal)
    } catch (error) {
      // An npm that was interrupted leaves what it has unpacked so far.
      for (const name of installing) await removeBroken(host, name)
      throw error
    }
    await pruneTarballs(host.userPlace)
    return installing.map((name) => requireUsable(judgeInstalled(host, name)))
  })
}

/**
 * Removes plugins from the user's place, broken ones too.
 *
 * @throws CloudpremError see `npm`
 */
export async function uninstallPlugins(host: Host, names: string[], signal: AbortSignal): Promise<void> {
  await withLock(host.userPlace, async () => {
    await npm(['uninstall', ...names, '--prefix', host.userPlace, '--offline'], signal)
    // What npm has no record of, it leaves.
    for (const name of names) await rm(installedFolder(host.userPlace, name), {recursive: true, force: true})
    const scope = path.join(host.userPlace, 'node_modules', '@cloudprem')
    const left = existsSync(scope) ? (await readdir(scope)).filter((name) => name.startsWith('plugin-')) : []
    if (left.length === 0) await rm(host.userPlace, {recursive: true, force: true})
  })
}

/** npm believes its own record and would not mend a plugin of which files are gone. A whole one stays until npm is done. */
async function removeBroken(host: Host, name: string): Promise<void> {
  const {folder, problem} = judgeInstalled(host, name)
  if (problem !== undefined) await rm(folder, {recursive: true, force: true})
}

function judgeInstalled(host: Host, name: string): JudgedPlugin {
  return judgePlugin({name, folder: installedFolder(host.userPlace, name), place: 'installed'}, host, true)
}

function requireUsable(plugin: JudgedPlugin): JudgedPlugin {
  if (plugin.problem === undefined) return plugin
  throw new CloudpremError({
    code: 'PLUGIN_BROKEN',
    message: `${plugin.name} was installed and cannot be used`,
    reason: plugin.problem,
    hint: `cloudprem plugins uninstall ${plugin.name}`,
    details: {plugin: plugin.name},
  })
}

async function requireWritable(userPlace: string): Promise<void> {
  try {
    await mkdir(userPlace, {recursive: true, mode: 0o700})
    await access(userPlace, constants.W_OK)
  } catch (error) {
    throw new CloudpremError({
      code: 'FILE_UNWRITABLE',
      message: `Plugins cannot be put into ${userPlace}`,
      reason: error instanceof Error ? error.message : undefined,
      hint: 'CLOUDPREM_DATA_DIR names another data directory',
      details: {file: userPlace},
      cause: error,
    })
  }
}

/** An npm project of its own; npm must not take a package.json further up for it. */
async function preparePlace(userPlace: string): Promise<void> {
  const file = path.join(userPlace, 'package.json')
  if (existsSync(file)) return
  const content = {name: 'cloudprem-plugins', private: true, description: 'Kept by cloudprem plugins install.'}
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`)
}

/** Removes the tarballs that package.json no longer names. */
async function pruneTarballs(userPlace: string): Promise<void> {
  const folder = path.join(userPlace, 'tarballs')
  if (!existsSync(folder)) return
  const used = await readFile(path.join(userPlace, 'package.json'), 'utf8')
  for (const hash of await readdir(folder)) {
    if (!used.includes(`tarballs/${hash}/`)) await rm(path.join(folder, hash), {recursive: true, force: true})
  }
}

function coreFolderOf({root}: Host): string {
  return path.dirname(createRequire(path.join(root, 'package.json')).resolve('@cloudprem/core/package.json'))
}
