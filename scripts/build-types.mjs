// The types of a bundled package, for those who write against it: what tsc declares, and copies of the declarations it
// leans on, since the libraries themselves are in the bundle and are not installed beside it.
//
// All become .d.cts, because the bundle is CommonJS in a package whose type is module.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import ts from 'typescript'

/**
 * @param {string} packageFolder absolute; its tsconfig.json and src/index.ts are read
 * @param {string} outdir absolute; index.d.cts and what it needs are written there
 * @throws Error with tsc's diagnostics, or naming a declaration that cannot be found
 */
export function buildTypes(packageFolder, outdir) {
  const sourceFolder = path.join(packageFolder, 'src')
  const options = compilerOptions(packageFolder, sourceFolder)
  const declarations = emitDeclarations(path.join(sourceFolder, 'index.ts'), options)

  const written = new Set()
  const pending = [path.join(sourceFolder, 'index.d.ts')]
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (written.has(file)) continue
    written.add(file)
    const target = targetOf(file, sourceFolder, outdir)
    const text = rewriteImports(declarations.get(file) ?? readFileSync(file, 'utf8'), (specifier) => {
      const imported = resolve(specifier, file, declarations, options)
      if (imported === undefined) return specifier
      pending.push(imported)
      const relative = path
        .relative(path.dirname(target), targetOf(imported, sourceFolder, outdir))
        .split(path.sep)
        .join('/')
      return (relative.startsWith('.') ? relative : `./${relative}`).replace(/\.d\.cts$/, '.cjs')
    })
    mkdirSync(path.dirname(target), {recursive: true})
    writeFileSync(target, text)
  }
}

function compilerOptions(packageFolder, sourceFolder) {
  const config = path.join(packageFolder, 'tsconfig.json')
  const {options} = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, packageFolder)
  return {
    ...options,
    types: ['node'],
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    // Beside the sources, in memory only: relative imports then mean the same as in the sources.
    rootDir: sourceFolder,
    outDir: sourceFolder,
  }
}

/** @returns {Map<string, string>} text of each .d.ts by the path that tsc gives it */
function emitDeclarations(entry, options) {
  const program = ts.createProgram([entry], options)
  const declarations = new Map()
  // What cannot be declared is an error here; all other errors of types are found by `npm run check:types`.
  const {diagnostics} = program.emit(undefined, (file, text) => declarations.set(path.normalize(file), text), undefined, true)
  if (diagnostics.length > 0) {
    throw new Error(
      ts.formatDiagnostics(diagnostics, {
        getCanonicalFileName: (file) => file,
        getCurrentDirectory: () => process.cwd(),
        getNewLine: () => '\n',
      }),
    )
  }
  return declarations
}

/** The file of declarations that an import means; undefined where Node's own types or those of the consumer serve. */
function resolve(specifier, from, declarations, options) {
  if (specifier.startsWith('.')) {
    const ours = path.resolve(path.dirname(from), specifier).replace(/\.js$/, '.d.ts')
    if (declarations.has(ours)) return ours
  }
  const {resolvedModule} = ts.resolveModuleName(specifier, from, options, ts.sys, undefined, undefined, ts.ModuleKind.CommonJS)
  if (resolvedModule)
    return /[\\/]@types[\\/]node[\\/]/.test(resolvedModule.resolvedFileName)
      ? undefined
      : path.normalize(resolvedModule.resolvedFileName)
  if (specifier.startsWith('node:') || specifier === 'url') return undefined
  throw new Error(`${from}: no declarations for ${specifier}`)
}

/** Gives every module specifier in a text of declarations to `rewrite` and puts in what it returns. */
function rewriteImports(text, rewrite) {
  const source = ts.createSourceFile('types.d.ts', text, ts.ScriptTarget.Latest)
  if (source.typeReferenceDirectives.some(({fileName}) => fileName !== 'node'))
    throw new Error('a types reference that nothing installs')
  const specifiers = []
  const visit = (node) => {
    const specifier = ts.isImportTypeNode(node)
      ? node.argument.literal
      : ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isExternalModuleReference(node)
          ? node.expression
          : undefined
    if (specifier) specifiers.push(specifier)
    ts.forEachChild(node, visit)
  }
  visit(source)
  let result = text
  for (const specifier of specifiers.toSorted((a, b) => b.pos - a.pos))
    result = result.slice(0, specifier.getStart(source)) + `'${rewrite(specifier.text)}'` + result.slice(specifier.end)
  return result
}

/** Ours as in src; those of a library under its name. */
function targetOf(file, sourceFolder, outdir) {
  const inSource = path.relative(sourceFolder, file)
  const place = inSource.startsWith('..') ? path.join('libraries', file.replace(/^.*[\\/]node_modules[\\/]/, '')) : inSource
  return path.join(outdir, place.replace(/\.d\.[cm]?ts$/, '.d.cts'))
}
