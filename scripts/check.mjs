// `npm run check`: everything that must hold of the repository beside its tests. Runs all, then fails if any failed.
import {spawnSync} from 'node:child_process'
import {appendFileSync} from 'node:fs'

const checks = [
  ['types', 'check:types'],
  ['lint', 'check:lint'],
  ['format', 'check:format'],
  ['boundaries', 'check:boundaries'],
  ['dead code', 'check:dead'],
  ['generated files', 'check:generated'],
  ['packages', 'check:packages'],
  ['sizes', 'bench:size'],
]

let failed = 0
for (const [name, script] of checks) {
  const started = performance.now()
  const {status} = spawnSync('npm', ['run', '--silent', script], {stdio: 'inherit', shell: process.platform === 'win32'})
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? '✔' : '✖'} ${name} (${seconds} s)`)
  if (status !== 0) failed++
}
console.log(`${checks.length - failed} checks passed, ${failed} failed`)
if (process.env.CLOUDPREM_TEST_SUMMARY)
  appendFileSync(process.env.CLOUDPREM_TEST_SUMMARY, `${checks.length - failed} ${failed} 0\n`)
process.exitCode = failed > 0 ? 1 : 0
