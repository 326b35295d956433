// Builds the package in the working folder: bundles for Node, and for packages with commands the oclif manifest.
//
//   core     one file with @oclif/core and everything every command needs, and a chunk for each rarely needed part
//   plugins  one file with all that their commands need, of which each command runs its part, a line for each command, and files for
//            large libraries (plugin-files.mjs)
//   others   one file a command, hook or entry
//
// All but core itself take core from the host (see coreFromHost).
//
// CommonJS, although the sources are ESM: it starts faster when bundled (docs/decisions/001-bundles.md has the numbers).
import {existsSync} from 'node:fs'
import {isBuiltin} from 'node:module'
import {readFile, readdir, rename, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import * as esbuild from 'esbuild'
import {buildTypes} from './build-types.mjs'
import {lazyImports} from './lazy-imports.mjs'
import {lazyRequires} from './lazy-requires.mjs'
import {pastTheIndex} from './past-the-index.mjs'
import {buildPluginFiles} from './plugin-files.mjs'
import {bundledLibraries, LICENCES_FILE, renderLicences} from './licences.mjs'

const root = process.cwd()
const pjson = JSON.parse(await readFile('package.json', 'utf8'))
const isCore = pjson.name === '@cloudprem/core'
const isPlugin = pjson.name.startsWith('@cloudprem/plugin-')

/** The host's copy of core when its interface number fits, else the plugin's own dependency. */
const interfaceNumber = /INTERFACE_NUMBER = (\d+)/.exec(await readFile('../core/src/interface-number.ts', 'utf8'))[1]
const coreOfHost = `(globalThis[Symbol.for('cloudprem.core.${interfaceNumber}')]??require("@cloudprem/core"))`
const coreFromHost = {
  name: 'core-from-host',
  setup(build) {
    // Libraries for oclif (its help command) get the same copy; core exports what they need of it.
    build.onResolve({filter: /^@(cloudprem|oclif)\/core$/}, () => ({path: '@cloudprem/core', external: true}))
  },
}

/**
 * In core a relative `import()`, and every library that oclif or an `import()` asks for, becomes a file of its own, read
 * when it is needed and not before.
 */
const chunks = new Map()
const IN_MAIN = ['wrap-ansi', 'string-width', 'get-package-type']
const chunkWhereLazy = {
  name: 'chunk-where-lazy',
  setup(build) {
    build.onResolve({filter: /^\./}, ({kind, path: specifier, resolveDir}) => {
      if (kind !== 'dynamic-import') return undefined
      const source = path.resolve(resolveDir, specifier).replace(/\.js$/, '.ts')
      return takeOut(path.basename(source, '.ts'), source)
    })
    build.onResolve({filter: /^[a-z@]/}, async ({kind, path: specifier, importer, resolveDir, pluginData}) => {
      const isLazy = kind === 'dynamic-import' || (kind === 'require-call' && /[\\/]@oclif[\\/]core[\\/]lib/.test(importer))
      const isInMain = specifier.startsWith('@oclif/core') || IN_MAIN.includes(specifier)
      if (!isLazy || isInMain || isBuiltin(specifier) || pluginData === 'resolving') return undefined
      const resolved = await build.resolve(specifier, {kind, importer, resolveDir, pluginData: 'resolving'})
      return resolved.external ? resolved : takeOut(`library-${specifier.replaceAll(/\W+/g, '-')}`, resolved.path)
    })
  },
}

function takeOut(name, source) {
  chunks.set(name, source)
  return {path: `./${name}.cjs`, external: true}
}

/** A chunk shares the classes and the masked secrets of the main file instead of carrying copies of them. */
const restFromMain = {
  name: 'rest-from-main',
  setup(build) {
    build.onResolve({filter: /^\.\.\/(errors|output)\//}, ({kind}) =>
      kind === 'import-statement' ? {path: './core.cjs', external: true} : undefined,
    )
  },
}

/** An entry that another one requires stays a file of its own; so does one that a plugin imports when it needs it. */
const entriesApart = {
  name: 'entries-apart',
  setup(build) {
    build.onResolve({filter: /\.entry\.cjs$/}, ({path: specifier}) => ({path: specifier, external: true}))
    build.onResolve({filter: /\.entry\.js$/}, ({kind, path: specifier, resolveDir}) => {
      if (!isPlugin || kind !== 'dynamic-import') return undefined
      // plugin.cjs lies at the root of what is built.
      const built = path.relative(path.join(root, 'src'), path.resolve(resolveDir, specifier)).replace(/\.js$/, '.cjs')
      return {path: `./${built.split(path.sep).join('/')}`, external: true}
    })
  },
}

/** A library that asks for node-fetch gets what Node has had itself since: the other comes with 0.2 MB and a text without its licence. */
const fetchOfNode = {
  name: 'fetch-of-node',
  setup(build) {
    build.onResolve({filter: /^node-fetch$/}, ({path: specifier}) => ({path: specifier, namespace: 'fetch-of-node'}))
    build.onLoad({filter: /.*/, namespace: 'fetch-of-node'}, () => ({
      contents: 'export default globalThis.fetch; export const {Headers, Request, Response} = globalThis',
    }))
  },
}

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  // In core the names of a stack say more than the bytes cost.
  minifyIdentifiers: !isCore,
  legalComments: 'none', // in LICENCES_FILE instead
  metafile: true,
  logLevel: 'warning',
  outExtension: {'.js': '.cjs'},
  // import.meta does not exist in CommonJS; the few libraries that use it want the file's own address.
  define: {'import.meta': 'importMeta', 'process.env.NODE_ENV': '"production"'},
  banner: {js: "const importMeta = {get url() { return require('node:url').pathToFileURL(__filename).href; }};"},
}

/** `import()` becomes `require()`: code that V8 takes from our cache cannot do the former (packages/cli/src/start). */
const withoutImportCall = {supported: {'dynamic-import': false}}

// Built beside and swapped in whole: whoever runs the package meanwhile sees the old or the new one.
const outdir = `dist.${process.pid}.tmp`
await rm(outdir, {recursive: true, force: true})
try {
  const metafiles = await (isCore ? buildCore() : buildEntries())
  for (const {outputs} of metafiles) for (const file of Object.keys(outputs)) await makeCheaperToRead(file)
  await writeFile(path.join(outdir, LICENCES_FILE), renderLicences(bundledLibraries(metafiles, root)))
  if (pjson.exports?.['.']?.types) buildTypes(root, path.join(root, outdir, 'types'))
} catch (error) {
  await rm(outdir, {recursive: true, force: true})
  throw error
}
await rm('dist', {recursive: true, force: true})
if (existsSync(outdir)) await rename(outdir, 'dist')
if (pjson.oclif) await writeManifest()

/** What esbuild has no option for. */
async function makeCheaperToRead(file) {
  const source = await readFile(file, 'utf8')
  const steps = [
    keepDefaultsOfLibraries,
    escapeWhatIsNotAscii,
    takeModulesOfNodeAsTheyAre,
    takeCoreAsItIs,
    takeCoreOfHost,
    exportWithoutCopy,
  ]
  const cheaper = steps.reduce((text, step) => step(text), source)
  if (cheaper !== source) await writeFile(file, cheaper)
}

/**
 * esbuild leaves regular expressions as they are; one letter of them that is not ASCII makes V8 keep the whole file with two
 * bytes a letter, which takes it three times as long to read.
 */
function escapeWhatIsNotAscii(source) {
  return source.replaceAll(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** A library that is ESM has become CommonJS in its own file, and says so; esbuild took it for one that never was ESM. */
function keepDefaultsOfLibraries(source) {
  return source.replaceAll(/([\w$]+)\((require\("[./]+library-[\w-]+\.cjs"\)),1\)/g, '$1($2)')
}

function takeCoreOfHost(source) {
  return isCore ? source : source.replaceAll('require("@cloudprem/core")', coreOfHost)
}

/** esbuild makes a getter for each of a module's hundred exports in every file that imports it; here it inherits them. */
function takeModulesOfNodeAsTheyAre(source) {
  return source.replaceAll(/[\w$]+\((require\("node:[\w/]+"\)),1\)/g, 'Object.create($1,{default:{value:$1}})')
}

/** The same for core, and in core for oclif, whose exports are all taken by their names. */
function takeCoreAsItIs(source) {
  const wrapped = isCore ? /[\w$]+\((require_lib\(\)),1\)/g : /[\w$]+\((require\("@cloudprem\/core"\)),1\)/g
  return source.replaceAll(wrapped, (_, call) => call)
}

/** Nor is there need for a second object with the getters of what a file exports. */
function exportWithoutCopy(source) {
  const copied = /\bmodule\.exports=[\w$]+\(([\w$]+)\);/
  return source.replace(copied, 'module.exports=Object.defineProperty($1,"__esModule",{value:!0});')
}

async function buildCore() {
  const main = await esbuild.build({
    ...common,
    ...withoutImportCall,
    entryPoints: {core: 'src/index.ts'},
    outdir,
    plugins: [lazyImports, chunkWhereLazy, lazyRequires({oldestNode: common.target.replace('node', '')})],
    // oclif would run TypeScript sources with these; a bundle never does.
    external: ['typescript', 'ts-node', 'tsx'],
    footer: {js: `globalThis[Symbol.for('cloudprem.core.${interfaceNumber}')] ??= module.exports;`},
  })
  const metafiles = [main.metafile]
  const built = new Set()
  for (let pending = [...chunks]; pending.length > 0; pending = [...chunks].filter(([name]) => !built.has(name))) {
    for (const [name] of pending) built.add(name)
    const {metafile} = await esbuild.build({
      ...common,
      ...withoutImportCall,
      entryPoints: Object.fromEntries(pending),
      outdir,
      plugins: [lazyImports, chunkWhereLazy, restFromMain],
    })
    metafiles.push(metafile)
  }
  return metafiles
}

async function buildEntries() {
  const entryPoints = await findEntries()
  const isProcess = (file) => file.endsWith('.entry.ts')
  const options = {
    ...common,
    outbase: 'src',
    plugins: [lazyImports, coreFromHost, fetchOfNode, entriesApart, pastTheIndex],
    // What a package lists under dependencies is installed beside it; everything else is bundled.
    external: Object.keys({...pjson.dependencies, ...pjson.optionalDependencies}).filter(
      (name) => !name.startsWith('@cloudprem/'),
    ),
  }
  const others = entryPoints.filter((file) => !isProcess(file))
  const cached = {...options, ...withoutImportCall}
  const [commands, processes] = await Promise.all([
    isPlugin
      ? buildPluginFiles(others, cached, outdir)
      : esbuild.build({...cached, outdir, entryPoints: others}).then(({metafile}) => [metafile]),
    esbuild.build({...options, outdir, entryPoints: entryPoints.filter(isProcess)}),
  ])
  return [...commands, processes.metafile]
}

/** Commands, hooks, and the files named `<something>.entry.ts` (started as processes of their own). */
async function findEntries() {
  const files = (await readdir('src', {recursive: true, withFileTypes: true}))
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  return files.filter((file) => /^src\/(commands|hooks)\//.test(file) || /\.entry\.ts$/.test(file) || file === 'src/help.ts')
}

async function writeManifest() {
  const core = await import(pathToFileURL(path.resolve('../core/dist/core.cjs')).href)
  const {Plugin} = core.default ?? core
  const plugin = new Plugin({root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true})
  await plugin.load()
  // As it finds the files, in any order; committed, it must not change by itself.
  const commands = Object.fromEntries(Object.entries(plugin.manifest.commands).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  const manifest = {...plugin.manifest, commands, interface: Number(interfaceNumber)}
  await writeFile('oclif.manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
}
