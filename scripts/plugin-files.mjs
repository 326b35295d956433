import {mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import * as esbuild from 'esbuild'

/** Commands with a file of their own: what they share with the others is there twice, and they start a twentieth faster. */
const ALONE = ['src/commands/values/init.ts']

/** Libraries with a file of their own, which is read when something that runs imports them. */
const LARGE = ['yaml', 'js-yaml', 'bcryptjs', 'modern-tar', '@cfworker/json-schema']

/**
 * Builds commands and hooks of a plugin: one file for nearly all of them, in which each module is evaluated when something
 * that runs asks for it, so that commands share what they hold and not its cost; and for each the file that oclif loads.
 *
 * @param {string[]} entryPoints relative to the working folder
 * @param {esbuild.BuildOptions} options
 * @param {string} outdir
 * @returns {Promise<esbuild.Metafile[]>}
 */
export async function buildPluginFiles(entryPoints, options, outdir) {
  const libraries = new Map()
  const together = entryPoints.filter((file) => !ALONE.includes(file))
  const alone = entryPoints.filter((file) => ALONE.includes(file))
  const built = await Promise.all([
    buildTogether(together, withLibrariesApart(options, './', libraries), outdir),
    ...alone.map((file) => {
      const above = `${path.relative(path.dirname(file), 'src').split(path.sep).join('/')}/`
      return esbuild.build({...withLibrariesApart(options, above, libraries), outdir, entryPoints: [file]})
    }),
  ])
  const apart = await esbuild.build({...options, outbase: undefined, outdir, entryPoints: Object.fromEntries(libraries)})
  return [...built, apart].map(({metafile}) => metafile)
}

async function buildTogether(entryPoints, options, outdir) {
  for (const file of entryPoints) {
    const target = path.join(outdir, path.relative('src', file).replace(/\.ts$/, '.cjs'))
    const all = path.relative(path.dirname(target), path.join(outdir, 'plugin.cjs')).split(path.sep).join('/')
    await mkdir(path.dirname(target), {recursive: true})
    await writeFile(target, `module.exports=require(${JSON.stringify(all)})[${JSON.stringify(file)}]()\n`)
  }
  const entries = entryPoints.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`)
  return esbuild.build({
    ...options,
    stdin: {contents: `module.exports = {${entries.join(', ')}}`, resolveDir: process.cwd()},
    outbase: undefined,
    outExtension: undefined,
    outfile: path.join(outdir, 'plugin.cjs'),
  })
}

/** @param {string} above from the built file to the root of what is built */
function withLibrariesApart(options, above, libraries) {
  const librariesApart = {
    name: 'libraries-apart',
    setup(build) {
      build.onResolve({filter: new RegExp(`^(${LARGE.join('|')})$`)}, async ({kind, path: specifier, resolveDir, pluginData}) => {
        if (pluginData === 'resolving') return undefined
        const resolved = await build.resolve(specifier, {kind, resolveDir, pluginData: 'resolving'})
        const name = `library-${specifier.replaceAll(/\W+/g, '-')}`
        libraries.set(name, resolved.path)
        return {path: `${above}${name}.cjs`, external: true}
      })
    },
  }
  return {...options, plugins: [librariesApart, ...options.plugins]}
}
