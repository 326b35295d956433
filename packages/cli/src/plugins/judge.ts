import {existsSync, readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'
import {findForeignCommand, isManifest, isObject} from './manifest.js'
import type {PluginLocation} from './places.js'
import {isInLine} from './version-line.js'

/** What a plugin must fit to. */
export interface Host {
  /** Folder of the host package. */
  root: string
  version: string
  interfaceNumber: number
  /** See `userPlaceOf`. */
  userPlace: string
}

export interface JudgedPlugin extends PluginLocation {
  version?: string
  /** Its package.json, when that can be read. */
  pjson?: PluginPackage
  /** Why it cannot be used; such a plugin is not loaded. */
  problem?: string
  /** Not of the host's line of versions; it is used, with its own core when the interface number differs. */
  outOfStep: boolean
}

export interface PluginPackage {
  name: string
  version: string
  oclif: object
}

/**
 * Judges a plugin from its package.json and manifest, without running anything of it.
 *
 * @param thorough look for the file of each command as well, as is too slow for every start
 */
export function judgePlugin(location: PluginLocation, host: Host, thorough = false): JudgedPlugin {
  const pjson = readJson(path.join(location.folder, 'package.json'))
  if (typeof pjson === 'string') return {...location, problem: pjson, outOfStep: false}
  if (!isPluginPackage(pjson) || pjson.name !== location.name) {
    return {...location, problem: `its package.json is not that of ${location.name}`, outOfStep: false}
  }
  const judged = {...location, pjson, version: pjson.version, outOfStep: !isInLine(pjson.version, host.version)}
  const manifest = readJson(path.join(location.folder, 'oclif.manifest.json'))
  const problem =
    typeof manifest === 'string'
      ? manifest
      : (manifestProblem(manifest, judged, host) ?? (thorough && fileProblem(manifest, judged)))
  return problem ? {...judged, problem} : judged
}

/**
 * Of each name the one to use: without a problem before one with, of the host's line before others, beside the host before
 * the user's place.
 */
export function choosePlugins(judged: JudgedPlugin[]): JudgedPlugin[] {
  const chosen = new Map<string, JudgedPlugin>()
  for (const plugin of judged) {
    const present = chosen.get(plugin.name)
    if (!present || rank(plugin) < rank(present)) chosen.set(plugin.name, plugin)
  }
  return [...chosen.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function rank({problem, outOfStep}: JudgedPlugin): number {
  return problem === undefined ? (outOfStep ? 1 : 0) : 2
}

function manifestProblem(manifest: unknown, plugin: JudgedPlugin, host: Host): string | undefined {
  if (!isManifest(manifest)) return 'its oclif.manifest.json is not a list of commands'
  if (manifest.version !== plugin.version) return `its manifest is that of version ${manifest.version}, not ${plugin.version}`
  const foreign = findForeignCommand(plugin.name, manifest)
  if (foreign !== undefined) return `it defines "${foreign}", which is not a command of its own`
  const number = manifest.interface ?? host.interfaceNumber
  if (number !== host.interfaceNumber && !hasOwnCore(plugin.folder)) {
    return `it was built for interface ${number}, this host has ${host.interfaceNumber}, and its own core is missing`
  }
  return undefined
}

function fileProblem(manifest: unknown, {folder}: JudgedPlugin): string | undefined {
  const files = isManifest(manifest)
    ? Object.values(manifest.commands).map((command) => path.join(...(command.relativePath ?? [])))
    : []
  const missing = files.find((file) => !existsSync(path.join(folder, file)))
  return missing === undefined ? undefined : `${missing} is missing`
}

/** Whether the plugin finds a core among its dependencies. */
function hasOwnCore(folder: string): boolean {
  try {
    createRequire(path.join(folder, 'package.json')).resolve('@cloudprem/core')
    return true
  } catch {
    // Not found: that is the answer.
    return false
  }
}

/** The content, or what is wrong in words. */
function readJson(file: string): unknown {
  try {
    const content = JSON.parse(readFileSync(file, 'utf8')) as unknown
    return typeof content === 'string' ? `${path.basename(file)} is not an object` : content
  } catch (error) {
    if (error instanceof SyntaxError) return `its ${path.basename(file)} is damaged`
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return code === 'ENOENT' ? `its ${path.basename(file)} is missing` : `its ${path.basename(file)} cannot be read (${code})`
  }
}

function isPluginPackage(value: unknown): value is PluginPackage {
  return isObject(value) && typeof value['name'] === 'string' && typeof value['version'] === 'string' && isObject(value['oclif'])
}
