import {readFile} from 'node:fs/promises'
import path from 'node:path'

/**
 * esbuild plugin: who imports from the index of one of our packages without side effects imports from the modules that it
 * names. esbuild takes an index for a user of all its modules, and would put them all into one shared file.
 */
export const pastTheIndex = {
  name: 'past-the-index',
  setup(build) {
    const indexes = new Map()
    const namesOf = async (specifier, resolveDir) => {
      const resolved = await build.resolve(specifier, {kind: 'import-statement', resolveDir})
      if (resolved.sideEffects || resolved.external) return undefined
      if (!indexes.has(resolved.path)) indexes.set(resolved.path, await readIndex(resolved.path))
      return indexes.get(resolved.path)
    }
    build.onLoad({filter: /\/packages\/[\w-]+\/src\/.*\.ts$/}, async ({path: file}) => {
      let source = await readFile(file, 'utf8')
      for (const [statement, names, specifier] of source.matchAll(
        /^import \{([^}]*)\} from '(@cloudprem\/(?!core')[\w/-]+)'$/gm,
      )) {
        const index = await namesOf(specifier, path.dirname(file))
        // What an index defines itself is imported from it.
        const isNamed = (name) => index.has(name.split(' as ')[0])
        if (index && values(names).every(isNamed)) source = source.replace(statement, () => importEach(names, index))
      }
      return {contents: source, loader: 'ts'}
    })
  },
}

/** The module and the name in it of everything that an index exports. */
async function readIndex(file) {
  const source = await readFile(file, 'utf8')
  const exported = new Map()
  for (const [, names, module] of source.matchAll(/^export \{([^}]*)\} from '(\.[^']*)'$/gm)) {
    for (const name of values(names)) {
      const [own, alias = own] = name.split(' as ')
      exported.set(alias, [own, path.resolve(path.dirname(file), module)])
    }
  }
  return exported
}

function importEach(names, index) {
  return values(names)
    .map((name) => {
      const [exported, local = exported] = name.split(' as ')
      const [own, module] = index.get(exported)
      return `import {${own} as ${local}} from '${module}'`
    })
    .join('\n')
}

/** Names of a list without those of types. */
function values(names) {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
}
