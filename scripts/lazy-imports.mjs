import {readFile} from 'node:fs/promises'
import {createRequire} from 'node:module'
import path from 'node:path'
import {promisify} from 'node:util'

const require = createRequire(import.meta.url)

/** Modules of Node that a plain start has not loaded; each costs between a half and three milliseconds. */
const SLOW = [
  'child_process',
  'crypto',
  'fs/promises',
  'http',
  'https',
  'module',
  'net',
  'os',
  'perf_hooks',
  'readline',
  'stream',
  'stream/consumers',
  'stream/promises',
  'tls',
  'tty',
  'vm',
  'zlib',
]

/** Libraries that are one function, imported by files that most commands read, and called by few. */
const ONE_FUNCTION = ['wrap-ansi', 'semver/functions/compare.js', 'semver/functions/parse.js']

/**
 * esbuild plugin: what is imported from one of Node's slower modules, of these libraries, or of a file of ours named
 * `….lazy.ts`, which exports functions, is taken from it when it is used, not when the file that imports it is read.
 * `require()` is left as it is: who calls it wants the module itself.
 */
export const lazyImports = {
  name: 'lazy-imports',
  setup(build) {
    build.onResolve({filter: new RegExp(`^(${ONE_FUNCTION.join('|')})$`)}, ({path: specifier, kind, resolveDir}) =>
      kind === 'import-statement' ? {path: specifier, namespace: 'lazy-library', pluginData: resolveDir} : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'lazy-library'}, ({path: name, pluginData: resolveDir}) => ({
      contents: `export default (...args) => require('${name}')(...args)`,
      loader: 'js',
      resolveDir,
    }))
    build.onResolve({filter: /\.lazy\.js$/}, ({path: specifier, kind, resolveDir}) =>
      kind === 'import-statement'
        ? {path: path.resolve(resolveDir, specifier.replace(/js$/, 'ts')), namespace: 'lazy-file'}
        : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'lazy-file'}, async ({path: file}) => ({
      contents: renderFile(file, await readFile(file, 'utf8')),
      loader: 'js',
      resolveDir: path.dirname(file),
    }))
    build.onResolve({filter: new RegExp(`^(node:)?(${SLOW.join('|')})$`)}, ({path: specifier, kind}) =>
      kind === 'import-statement' ? {path: specifier.replace('node:', ''), namespace: 'lazy-builtin'} : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'lazy-builtin'}, ({path: name}) => ({contents: renderModule(name), loader: 'js'}))
  },
}

function renderFile(file, source) {
  return [...source.matchAll(/^export (?:async )?function (\w+)/gm)]
    .map(([, name]) => `export const ${name} = (...args) => require('./${path.basename(file)}').${name}(...args)`)
    .join('\n')
}

/**
 * Functions are wrapped; classes, constants, and functions with a form of their own for `promisify` cannot be, and load the
 * module in a file that imports one of them.
 */
function renderModule(name) {
  const entries = Object.entries(require(`node:${name}`)).filter(([key]) => key !== 'default')
  const getters = entries.map(([key]) => `get ${key}() { return load().${key} }`)
  const lines = entries.map(([key, value]) => {
    const isPlainFunction = typeof value === 'function' && /^[a-z]/.test(key) && !(promisify.custom in value)
    return `export const ${key} = ${isPlainFunction ? `(...args) => load().${key}(...args)` : `/* @__PURE__ */ (() => load().${key})()`}`
  })
  return `const load = () => require('node:${name}')\nexport default {${getters.join(', ')}}\n${lines.join('\n')}`
}
