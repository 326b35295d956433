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
        const cheaper = cheaperSteps.reduce((text, step) => step(text, oldestNode), source)
        return {contents: takeImportsWhenUsed(cheaper), loader: 'js'}
      })
    },
  }
}

const cheaperSteps = [
  askTheNodeVersionCheaply,
  compareWithoutLocale,
  matchNamesFirst,
  traceOnlyWhenAsked,
  askForWslAlone,
  readSmallFilesAtOnce,
  askForPackageTypeLater,
  leaveStdoutAlone,
  takeManifestAtHand,
  askNodeForItself,
  nameVariablesWithoutPatterns,
]

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

/** The package that writes oclif's own trace reads terminals and colours; nobody listens without DEBUG. */
function traceOnlyWhenAsked(source) {
  return source.replace('(0, debug_1.default)(namespace)', '(process.env.DEBUG ? (0, debug_1.default)(namespace) : () => {})')
}

/** wsl-utils loads child processes and a dozen files to say no; WSL names its distribution to every process. */
function askForWslAlone(source) {
  return source.replace(
    `(await import('wsl-utils')).isWsl`,
    () => `process.env.WSL_DISTRO_NAME && (await import('wsl-utils')).isWsl`,
  )
}

/** Node's module of the system is to be loaded for it; `process` knows the same. */
function askNodeForItself(source) {
  return source.replaceAll('(0, node_os_1.arch)()', 'process.arch').replaceAll('(0, node_os_1.platform)()', 'process.platform')
}

/** A pattern is compiled when it is first used, and again when it is used twice. */
function nameVariablesWithoutPatterns(source) {
  return source.replaceAll(`.replaceAll(/[/-]/g, '_')`, `.replaceAll('/', '_').replaceAll('-', '_')`)
}

/** The host gives what it knows of the one command that is to be run. */
function takeManifestAtHand(source) {
  return source.replace('= await (0, fs_1.readJson)(p);', '= this.options.manifest ?? (await (0, fs_1.readJson)(p));')
}

/** package.json, manifest and theme are a few kilobytes; reading them by promises loads Node's streams first. */
function readSmallFilesAtOnce(source) {
  return source
    .replace(`await (0, promises_1.readFile)(path, 'utf8')`, `(0, node_fs_1.readFileSync)(path, 'utf8')`)
    .replace(
      `return await readJson(path, useCache);`,
      `if ((0, node_fs_1.existsSync)(path)) return await readJson(path, useCache);`,
    )
}

/** Asked only for a command without a manifest. */
function askForPackageTypeLater(source) {
  return source.replace(
    `const getPackageType = require('get-package-type');`,
    `const getPackageType = {sync: (...args) => require('get-package-type').sync(...args)};`,
  )
}

/** Its listener loads Node's stdout at every start; core listens from the first use on (`tolerateGoneReader`). */
function leaveStdoutAlone(source) {
  return source.replace("process.stdout.on('error', ", 'void (')
}
