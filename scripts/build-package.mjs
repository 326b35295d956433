// Builds the package in the working folder: bundles for Node, and for packages with commands the oclif manifest.
//
//   core     one file with @oclif/core and everything every command needs, and a chunk for each rarely needed part
//   others   one file a command, hook or entry; @cloudprem/core is taken from the host (see coreFromHost)
//
// CommonJS, although the sources are ESM: it starts faster when bundled (docs/decisions/001-bundles.md has the numbers).
import {existsSync} from 'node:fs'
import {readFile, readdir, rename, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import * as esbuild from 'esbuild'
import {buildTypes} from './build-types.mjs'
import {lazyRequires} from './lazy-requires.mjs'
import {bundledLibraries, LICENCES_FILE, renderLicences} from './licences.mjs'

const root = process.cwd()
const pjson = JSON.parse(await readFile('package.json', 'utf8'))
const isCore = pjson.name === '@cloudprem/core'

/** Loads the host's copy of core when its interface number fits, else the plugin's own dependency. */
const interfaceNumber = /INTERFACE_NUMBER = (\d+)/.exec(await readFile('../core/src/interface-number.ts', 'utf8'))[1]
const coreFromHost = {
  name: 'core-from-host',
  setup(build) {
    // Libraries for oclif (its help command) get the same copy; core exports what they need of it.
    build.onResolve({filter: /^@(cloudprem|oclif)\/core$/}, () => ({path: 'core', namespace: 'core-from-host'}))
    build.onLoad({filter: /.*/, namespace: 'core-from-host'}, () => ({
      contents: `module.exports = globalThis[Symbol.for('cloudprem.core.${interfaceNumber}')] ?? require('@cloudprem/core/own')`,
      loader: 'js',
    }))
    build.onResolve({filter: /^@cloudprem\/core\/own$/}, () => ({path: '@cloudprem/core', external: true}))
  },
}

/** In core a relative `import()` becomes a file of its own, read when it is needed and not before. */
const chunks = new Set()
const chunkAtDynamicImport = {
  name: 'chunk-at-dynamic-import',
  setup(build) {
    build.onResolve({filter: /^\./}, ({kind, path: specifier, resolveDir}) => {
      if (kind !== 'dynamic-import') return undefined
      const source = path.resolve(resolveDir, specifier).replace(/\.js$/, '.ts')
      chunks.add(source)
      return {path: `./${path.basename(source, '.ts')}.cjs`, external: true}
    })
  },
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

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none', // in LICENCES_FILE instead
  metafile: true,
  logLevel: 'warning',
  outExtension: {'.js': '.cjs'},
  // import.meta does not exist in CommonJS; the few libraries that use it want the file's own address.
  define: {'import.meta.url': 'importMetaUrl', 'process.env.NODE_ENV': '"production"'},
  banner: {js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;"},
}

// Built beside and swapped in whole: whoever runs the package meanwhile sees the old or the new one.
const outdir = `dist.${process.pid}.tmp`
await rm(outdir, {recursive: true, force: true})
try {
  const metafiles = await (isCore ? buildCore() : buildEntries())
  await writeFile(path.join(outdir, LICENCES_FILE), renderLicences(bundledLibraries(metafiles, root)))
  if (pjson.exports?.['.']?.types) buildTypes(root, path.join(root, outdir, 'types'))
} catch (error) {
  await rm(outdir, {recursive: true, force: true})
  throw error
}
await rm('dist', {recursive: true, force: true})
if (existsSync(outdir)) await rename(outdir, 'dist')
if (pjson.oclif) await writeManifest()

async function buildCore() {
  const main = await esbuild.build({
    ...common,
    entryPoints: {core: 'src/index.ts'},
    outdir,
    plugins: [chunkAtDynamicImport, lazyRequires({oldestNode: common.target.replace('node', '')})],
    // oclif would run TypeScript sources with these; a bundle never does.
    external: ['typescript', 'ts-node', 'tsx'],
    footer: {js: `globalThis[Symbol.for('cloudprem.core.${interfaceNumber}')] ??= module.exports;`},
  })
  const metafiles = [main.metafile]
  const built = new Set()
  for (let pending = [...chunks]; pending.length > 0; pending = [...chunks].filter((chunk) => !built.has(chunk))) {
    for (const chunk of pending) built.add(chunk)
    const {metafile} = await esbuild.build({
      ...common,
      entryPoints: pending,
      outdir,
      entryNames: '[name]',
      plugins: [chunkAtDynamicImport, restFromMain],
    })
    metafiles.push(metafile)
  }
  return metafiles
}

async function buildEntries() {
  const entryPoints = await findEntries()
  const {metafile} = await esbuild.build({
    ...common,
    entryPoints,
    outbase: 'src',
    outdir,
    plugins: [coreFromHost],
    // What a package lists under dependencies is installed beside it; everything else is bundled.
    external: Object.keys({...pjson.dependencies, ...pjson.optionalDependencies}).filter(
      (name) => !name.startsWith('@cloudprem/'),
    ),
  })
  return [metafile]
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
  const manifest = {...plugin.manifest, interface: Number(interfaceNumber)}
  await writeFile('oclif.manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
}
