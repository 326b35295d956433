// Started by a run that has ended by now: asks npm's own registry, with npm's own configuration, for the newest version.
// Nobody reads what it says; on failure the next day's run starts it again.
import {npm} from '../plugins/npm.js'
import {isStable} from './stable-version.js'
import {readUpdateCache, writeUpdateCache} from './update-cache.js'

const TIMEOUT_MS = 20_000

const [, , folder] = process.argv
if (folder !== undefined) void lookUp(folder)

async function lookUp(folder: string): Promise<void> {
  const args = ['view', '@cloudprem/cli', 'version', '--json', '--fetch-retries=0', '--logs-max=0']
  const answer: unknown = JSON.parse(await npm(args, AbortSignal.timeout(TIMEOUT_MS)))
  if (typeof answer === 'string' && isStable(answer)) {
    await writeUpdateCache(folder, {...(await readUpdateCache(folder)), latest: answer})
  }
}
