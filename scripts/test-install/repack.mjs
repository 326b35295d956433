// A tarball of ours as another release would have it.
import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

/**
 * @param {string} file a packed package
 * @param {string} destination folder for the new tarball
 * @param {{version: string, interfaceNumber?: number}} release both of the package and of the cloudprem packages that it
 *   depends on; `interfaceNumber`: of the core that it has or was built against
 * @returns {{name: string, file: string}}
 */
export function repack(file, destination, {version, interfaceNumber}) {
  const work = mkdtempSync(path.join(tmpdir(), 'cloudprem-repack-'))
  try {
    execFileSync('tar', ['-xzf', file, '-C', work, '--strip-components=1'])
    const pjson = read(work, 'package.json')
    for (const name of Object.keys(pjson.dependencies ?? {}))
      if (name.startsWith('@cloudprem/')) pjson.dependencies[name] = version
    write(work, 'package.json', {...pjson, version, scripts: {}})
    const bundles = readdirSync(work, {recursive: true}).filter((name) => name.endsWith('.cjs'))
    // A bundle holds the host's version, and the number under which it looks for the host's core.
    for (const bundle of bundles) {
      const edited = readFileSync(path.join(work, bundle), 'utf8')
        .replaceAll(`"${pjson.version}"`, `"${version}"`)
        .replaceAll(/cloudprem\.core\.\d+/g, (all) => (interfaceNumber === undefined ? all : `cloudprem.core.${interfaceNumber}`))
      writeFileSync(path.join(work, bundle), edited)
    }
    if (readdirSync(work).includes('oclif.manifest.json')) {
      const manifest = read(work, 'oclif.manifest.json')
      write(work, 'oclif.manifest.json', {...manifest, version, interface: interfaceNumber ?? manifest.interface})
    }
    mkdirSync(destination, {recursive: true})
    const answer = execFileSync('npm', ['pack', work, '--json', '--pack-destination', destination], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return {name: pjson.name, file: path.join(destination, JSON.parse(answer)[0].filename)}
  } finally {
    rmSync(work, {recursive: true, force: true})
  }
}

function read(folder, name) {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
}

function write(folder, name, content) {
  writeFileSync(path.join(folder, name), JSON.stringify(content, null, 2))
}
