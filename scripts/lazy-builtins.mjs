import {createRequire} from 'node:module'

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

/**
 * esbuild plugin: what is imported from one of Node's slower modules is taken from it when it is used, not when the file
 * that imports it is read. `require()` is left as it is: who calls it wants the module itself.
 */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  setup(build) {
    build.onResolve({filter: new RegExp(`^(node:)?(${SLOW.join('|')})$`)}, ({path: specifier, kind}) =>
      kind === 'import-statement' ? {path: specifier.replace('node:', ''), namespace: 'lazy-builtin'} : undefined,
    )
    build.onLoad({filter: /.*/, namespace: 'lazy-builtin'}, ({path: name}) => ({contents: renderModule(name), loader: 'js'}))
  },
}

function renderModule(name) {
  const getters = Object.keys(require(`node:${name}`)).map((key) => `get ${key}() { return load().${key} }`)
  return `let loaded; const load = () => (loaded ??= require('node:${name}')); module.exports = {${getters.join(', ')}}`
}
