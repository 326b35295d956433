import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {copyFileSync, mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {repositoryRoot, temporaryFolder} from '../src/index.js'

/** Runs the repository's boundary check over a tree made of `files`; returns its exit code and what it said. */
function checkTree(files: Record<string, string>): {failed: boolean; output: string} {
  const folder = temporaryFolder()
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(file)), {recursive: true})
    writeFileSync(path.join(folder, file), content)
  }
  for (const config of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'tsconfig.json']) {
    copyFileSync(path.join(repositoryRoot, config), path.join(folder, config))
  }
  const depcruise = path.join(repositoryRoot, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const {status, stdout, stderr} = spawnSync(process.execPath, [depcruise, '--config', '.dependency-cruiser.cjs', 'packages'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return {failed: status !== 0, output: stdout + stderr}
}

const seed = {'packages/plugin-db/src/index.ts': 'export const seed = 1\n'}

describe('the boundary check', function () {
  this.timeout(60_000)

  it('lets a package import itself and what it may', () => {
    const {failed, output} = checkTree({
      'packages/core/src/index.ts': 'export const core = 1\n',
      'packages/plugin-values/src/a.ts': "export {core} from '../../core/src/index.js'\nexport {b} from './b.js'\n",
      'packages/plugin-values/src/b.ts': 'export const b = 1\n',
    })

    assert.ok(!failed, output)
  })

  for (const [what, importer, rule] of [
    ['a plugin that imports a plugin', 'packages/plugin-values/src/a.ts', 'plugin-values-imports'],
    ['a host that imports a plugin', 'packages/cli/src/a.ts', 'cli-imports'],
    ['a core that imports a plugin', 'packages/core/src/a.ts', 'core-imports'],
    ['a chart that imports a plugin', 'packages/chart/src/a.ts', 'chart-imports'],
  ] as const) {
    it(`refuses ${what}`, () => {
      const {failed, output} = checkTree({...seed, [importer]: "export {seed} from '../../plugin-db/src/index.js'\n"})

      assert.ok(failed)
      assert.match(output, new RegExp(rule))
    })
  }

  it('refuses a cycle', () => {
    const {failed, output} = checkTree({
      'packages/core/src/a.ts': "import './b.js'\nexport const a = 1\n",
      'packages/core/src/b.ts': "import './a.js'\nexport const b = 1\n",
    })

    assert.ok(failed)
    assert.match(output, /no-cycle/)
  })
})
