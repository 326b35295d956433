// What the published packages weigh once installed, and the limits they must keep.
import {existsSync, readdirSync, readFileSync, statSync} from 'node:fs'
import path from 'node:path'
import {LICENCES_FILE, parseLicences} from './licences.mjs'

const MEGABYTE = 1e6
const HOST = '@cloudprem/cli'
const HOST_LIMIT = 12 * MEGABYTE
const PLUGIN_LIMIT = 3 * MEGABYTE
/** It brings PostgreSQL and an OpenID provider. */
const WITHOUT_LIMIT = new Set(['@cloudprem/plugin-sandbox'])

/**
 * @typedef {{name: string, bytes: number, packages: number, limit?: number}} Row
 * @param {import('./pack-packages.mjs').PackedPackage[]} packed all public packages
 * @param {string} modulesFolder where installed dependencies are looked up
 * @returns {{rows: Row[], problems: string[]}} the host with its dependencies, what each plugin adds to it, and all
 */
export function measureInstallSize(packed, modulesFolder) {
  const byName = new Map(packed.map((each) => [each.name, each]))
  const problems = []

  /** Bytes by package, for a package and all it depends on. */
  const install = (name) => {
    const found = new Map()
    const visit = (dependency, from, optional) => {
      const ours = byName.get(dependency)
      const folder = ours ? undefined : findInstalled(dependency, from)
      if (!ours && !folder) {
        // Optional ones of other platforms are not installed here; anything else would make the sum a lie.
        if (!optional) problems.push(`${dependency}, a dependency of ${name}, is not installed: npm ci`)
        return
      }
      const key = ours ? dependency : folder
      if (found.has(key)) return
      found.set(key, ours ? ours.unpackedBytes : folderBytes(folder))
      const manifest = ours ? ours.manifest : JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
      const optionals = manifest.optionalDependencies ?? {}
      for (const next of Object.keys({...manifest.dependencies, ...optionals}))
        visit(next, folder ?? path.dirname(modulesFolder), next in optionals)
    }
    visit(name, path.dirname(modulesFolder), false)
    return found
  }

  const host = install(HOST)
  const all = new Map(host)
  const rows = [row('host (cli + core)', host, HOST_LIMIT)]
  for (const {name} of packed.filter((each) => each.name.includes('/plugin-'))) {
    const added = new Map([...install(name)].filter(([key]) => !host.has(key)))
    for (const [key, bytes] of added) all.set(key, bytes)
    rows.push(row(name, added, WITHOUT_LIMIT.has(name) ? undefined : PLUGIN_LIMIT))
  }
  rows.push(row('all', all))

  for (const {name, bytes, limit} of rows)
    if (limit !== undefined && bytes > limit) problems.push(`${name} is ${megabytes(bytes)}, more than ${megabytes(limit)}`)
  for (const each of packed) problems.push(...shippedTwice(each))
  return {rows, problems}
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return `${(bytes / MEGABYTE).toFixed(2)} MB`
}

/** Libraries that a package bundles and ships or installs unbundled as well. */
function shippedTwice({name, manifest, folder, files}) {
  const licences = path.join(folder, 'dist', LICENCES_FILE)
  const bundled = new Set(existsSync(licences) ? parseLicences(readFileSync(licences, 'utf8')) : [])
  const beside = Object.keys({...manifest.dependencies, ...manifest.optionalDependencies}).filter((each) => bundled.has(each))
  return [
    ...(existsSync(licences) ? [] : [`${name} has no dist/${LICENCES_FILE}: what it bundles is not known`]),
    ...beside.map((each) => `${name} bundles ${each} and depends on it as well: move it to devDependencies`),
    ...(files.some((file) => /(^|\/)node_modules\//.test(file.path)) ? [`${name} ships a node_modules folder`] : []),
  ]
}

function row(name, sizes, limit) {
  return {name, bytes: [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0), packages: sizes.size, limit}
}

/** Node's own search: node_modules of the folder and of each above it. */
function findInstalled(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name)
    if (existsSync(path.join(candidate, 'package.json'))) return candidate
    if (path.dirname(folder) === folder) return undefined
  }
}

/** Bytes of a package's own files, without the packages nested in it. */
function folderBytes(folder) {
  return readdirSync(folder, {withFileTypes: true}).reduce((sum, entry) => {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? sum : sum + folderBytes(file)
    return entry.isFile() ? sum + statSync(file).size : sum
  }, 0)
}
