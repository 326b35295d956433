import assert from 'node:assert/strict'

/**
 * @param {import('./machine.mjs').Machine} machine
 * @returns {Promise<{host: string, plugins: {name: string, status: string, version?: string, place?: string, problem?: string,
 *   command?: string}[]}>} what `plugins list --json` answers
 */
export async function listPlugins(machine) {
  const {exitCode, stdout, all} = await machine.cloudprem(['plugins', 'list', '--json'])
  assert.equal(exitCode, 0, all)
  return JSON.parse(stdout)
}
