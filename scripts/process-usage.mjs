import {readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'

/**
 * What a Node process has used, told by itself when it ends.
 *
 * @param {string} folder where the hook and its report may lie
 * @returns {{options: string[], read: () => {cpuMs: number, mb: number}}} the options to start node with, and what the last process
 *   told: CPU time, and the largest resident set in megabytes
 */
export function processUsage(folder) {
  const report = path.join(folder, 'usage.json')
  const hook = path.join(folder, 'usage.cjs')
  writeFileSync(
    hook,
    `const {readFileSync, writeFileSync} = require('node:fs')
    process.on('exit', () => {
      const {userCPUTime, systemCPUTime, maxRSS} = process.resourceUsage()
      // Linux counts in maxRSS what the process was before it was this program: a copy of the bench.
      const kB = process.platform === 'linux' ? /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1] : maxRSS
      writeFileSync(${JSON.stringify(report)}, JSON.stringify({cpuMs: (userCPUTime + systemCPUTime) / 1000, mb: kB / 1000}))
    })`,
  )
  return {options: ['--require', hook], read: () => JSON.parse(readFileSync(report, 'utf8'))}
}
