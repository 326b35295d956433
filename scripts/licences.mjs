// The libraries that a bundle holds, and their licences: written into each package as dist/THIRD-PARTY-LICENSES.txt.
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

export const LICENCES_FILE = 'THIRD-PARTY-LICENSES.txt'

/** Licences (SPDX) under which a library may stand in a bundle: they ask for their text and nothing else. */
const PERMISSIVE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Python-2.0',
  'Unlicense',
])

/**
 * Whether a licence expression lets us bundle: every part joined by AND, one of those joined by OR.
 *
 * @param {string | undefined} expression SPDX, as in package.json
 */
export function isPermissive(expression) {
  if (!expression) return false
  const bare = expression.trim().replace(/^\((.*)\)$/, '$1')
  // A mix of both needs a parser; no library has one so far, and what is not understood is refused.
  if (/[()]/.test(bare) || (/ AND /.test(bare) && / OR /.test(bare))) return false
  if (/ OR /.test(bare)) return bare.split(' OR ').some((part) => PERMISSIVE.has(part.trim()))
  return bare.split(' AND ').every((part) => PERMISSIVE.has(part.trim()))
}

/**
 * What of others stands in the outputs of esbuild: libraries from node_modules, and files of ours that lie beside a LICENSE
 * of their own (data taken over from somewhere).
 *
 * @param {import('esbuild').Metafile[]} metafiles
 * @param {string} workingFolder what the paths in the metafiles are relative to
 * @returns {{name: string, version: string, licence: string, text: string}[]} sorted by name and version
 * @throws Error naming each library without a known, permissive licence or without its text
 */
export function bundledLibraries(metafiles, workingFolder) {
  const inputs = metafiles.flatMap(({outputs}) =>
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([input, {bytesInOutput}]) => (bytesInOutput > 0 ? [input] : [])),
    ),
  )
  const folders = new Set()
  for (const input of new Set(inputs)) {
    const folder = licensedFolder(path.resolve(workingFolder, input))
    if (folder) folders.add(folder)
  }
  const libraries = [...folders].map(describe)
  const problems = libraries.flatMap(({name, version, licence, text}) => [
    ...(isPermissive(licence) ? [] : [`${name} ${version}: licence ${licence ?? 'unknown'} is not known to be permissive`]),
    ...(text ? [] : [`${name} ${version}: no file with the text of its licence`]),
  ])
  if (problems.length > 0) throw new Error(`cannot be bundled:\n${problems.join('\n')}`)
  const byName = new Map(libraries.map((library) => [`${library.name} ${library.version}`, library]))
  return [...byName.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version))
}

/** @param {{name: string, version: string, licence: string, text: string}[]} libraries */
export function renderLicences(libraries) {
  const rule = '-'.repeat(80)
  return [
    'This package contains these libraries, under these licences.',
    ...libraries.map(({name, version, licence, text}) => `${rule}\n${name} ${version} (${licence})\n\n${text.trim()}`),
    '',
  ].join('\n\n')
}

/**
 * Names of the libraries in a file that `renderLicences` wrote.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function parseLicences(text) {
  return [...text.matchAll(/^-{80}\n(\S+) \S+ \(/gm)].map(([, name]) => name)
}

/** The folder whose licence holds for a file: of the library, or the nearest of ours that has a LICENSE; else undefined. */
function licensedFolder(file) {
  const inModules = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file)
  if (inModules) return inModules[1]
  for (let folder = path.dirname(file); !existsSync(path.join(folder, 'package.json')); folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'LICENSE'))) return folder
    if (folder === path.dirname(folder)) return undefined
  }
  return undefined // a file of our own
}

function describe(folder) {
  const text = licenceText(folder)
  const manifest = path.join(folder, 'package.json')
  if (existsSync(manifest)) {
    const {name, version, license} = JSON.parse(readFileSync(manifest, 'utf8'))
    return {name, version, licence: typeof license === 'object' ? license?.type : license, text: text || keptText(name)}
  }
  // Data in our tree, with the licence of where it came from.
  const owner = JSON.parse(readFileSync(path.join(folder, '../package.json'), 'utf8'))
  const licence = /^\s*MIT License/m.test(text) ? 'MIT' : undefined
  return {name: `${owner.name}/${path.basename(folder)}`, version: owner.version, licence, text}
}

/** The text for a library that names its licence and carries no copy of it, where somebody has looked and written it down. */
function keptText(name) {
  const file = path.join(import.meta.dirname, 'licence-texts', `${name.replace('/', '+')}.txt`)
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
}

/** The files that are licence or notice; where there are none, what a README says under that heading. */
function licenceText(folder) {
  const read = (name) => readFileSync(path.join(folder, name), 'utf8').trim()
  const names = readdirSync(folder).toSorted()
  const files = names.filter((name) => /^(licen[cs]e|copying|notice)/i.test(name))
  if (files.length > 0) return files.map(read).join('\n\n')
  const readme = names.find((name) => /^readme/i.test(name))
  const section = readme && /^#+ licen[cs]e\s*$([\s\S]*?)(?=^#|$(?![\s\S]))/im.exec(read(readme))?.[1]
  return section && /copyright/i.test(section) ? section.trim() : ''
}
