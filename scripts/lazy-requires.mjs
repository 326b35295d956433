import {readFile} from 'node:fs/promises'

/** `const name_1 = require('x');` as TypeScript writes imports in CommonJS, with or without its import helpers. */
const importLine = /^(?:const|var) (\w+_\d+) = ((?:__importDefault|__importStar)?\(?require\("[^"]+"\)\)?);$/gm

/**
 * esbuild plugin: a module of @oclif/core takes its imports when it first uses them, not when it is read. Most commands
 * use a few of them: the profile of a start had evaluated matchers, templates, spinners and Node's own child_process and
 * readline for nothing. What must happen at once (`extends`, `exports.x = import`) is a use, and still does.
 *
 * @param {{oldestNode: string}} options what the package's `engines` asks for, `major.minor`
 */
export function lazyRequires({oldestNode}) {
  return {
    name: 'lazy-requires',
    setup(build) {
      build.onLoad({filter: /[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/}, async ({path: file}) => {
        const source = await readFile(file, 'utf8')
        const cheaper = askTheNodeVersionCheaply(compareWithoutLocale(matchNamesFirst(source)), oldestNode)
        return {contents: takeImportsWhenUsed(cheaper), loader: 'js'}
      })
    },
  }
}

function takeImportsWhenUsed(source) {
  const names = new Set()
  const declared = source.replaceAll(importLine, (_, name, expression) => {
    names.add(name)
    // Its own variable keeps what __importDefault wraps: one object for each import, as before.
    return `let ${name}$; const ${name}$get = () => (${name}$ ??= ${expression});`
  })
  if (names.size === 0) return source
  return declared.replaceAll(new RegExp(`\\b(${[...names].join('|')})\\b(?!\\$)`, 'g'), '($1$get())')
}

/** oclif compiles a semver range at every start to say that Node is too old; two comparisons say when that is needed. */
function askTheNodeVersionCheaply(source, oldestNode) {
  const [major, minor] = oldestNode.split('.').map(Number)
  return source.replace(
    /^checkNodeVersion\(\);$/m,
    `{const [major, minor] = process.versions.node.split('.').map(Number); if (major < ${major} || (major === ${major} && minor < ${minor})) checkNodeVersion();}`,
  )
}

/** oclif sorts command ids by the rules of a language; loading those took 12 ms. Ids are ASCII. */
function compareWithoutLocale(source) {
  return source.replaceAll('a.id.localeCompare(b.id)', '(a.id < b.id ? -1 : a.id > b.id ? 1 : 0)')
}

/** The host names its plugins in full; oclif would compile a pattern for each pair of names. */
function matchNamesFirst(source) {
  return source.replace('patterns.some((w) =>', 'patterns.includes(p) || patterns.some((w) =>')
}
