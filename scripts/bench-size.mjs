// `npm run bench:size`: install size and number of packages of the host, of each plugin beside it, and of all, from the
// packed tarballs. Fails when a limit is broken.
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {measureInstallSize, megabytes} from './install-size.mjs'
import {packPackages} from './pack-packages.mjs'

const folder = mkdtempSync(path.join(tmpdir(), 'cloudprem-size-'))
try {
  const {rows, problems} = measureInstallSize(packPackages(folder), fileURLToPath(new URL('../node_modules', import.meta.url)))
  const width = Math.max(...rows.map(({name}) => name.length))
  console.log(`${'installed, unpacked'.padEnd(width)}  ${'size'.padStart(10)}  packages  ${'limit'.padStart(10)}`)
  for (const {name, bytes, packages, limit} of rows) {
    const limitText = limit === undefined ? '-' : megabytes(limit)
    console.log(
      `${name.padEnd(width)}  ${megabytes(bytes).padStart(10)}  ${String(packages).padStart(8)}  ${limitText.padStart(10)}`,
    )
  }
  for (const problem of problems) console.error(`✖ ${problem}`)
  process.exitCode = problems.length > 0 ? 1 : 0
} finally {
  rmSync(folder, {recursive: true, force: true})
}
