import {readFile} from 'node:fs/promises'
import {approveLogin, type Decision} from '@cloudprem/plugin-sandbox/approve'
import {writeFaults} from '@cloudprem/plugin-sandbox/faults'
import {runCli} from './run-cli.js'

export interface TestSandbox {
  membershipUri: string
  /** Of Membership's database, as `formance`. */
  dsn: string
  /** The file that holds it. */
  dsnFile: string
  /**
   * Lets the sandbox fail on purpose from the next request on, as `sandbox up --fault` does: `order('status=500 /organizations
   * x1')`; without an argument nothing fails any more. Counts begin anew.
   */
  order: (...faults: string[]) => Promise<void>
  /** Ends it and removes its data. */
  stop: () => Promise<void>
}

/** What is read of `sandbox up --json`. */
interface Started {
  membershipUri: string
  dsnFile: string
  faultsFile: string
  pid: number
}

/**
 * A sandbox as a user starts it: `cloudprem sandbox up` of the built CLI, on any free port. Its data lies in `home`.
 *
 * @param options.env more for the sandbox's environment: CLOUDPREM_SANDBOX_AUTO_APPROVE,
 *   CLOUDPREM_SANDBOX_DEVICE_CODE_SECONDS, CLOUDPREM_SANDBOX_TOKEN_SECONDS …
 */
export async function startSandbox({
  api,
  home,
  env,
}: {
  api: 2 | 3
  home: string
  env?: Record<string, string>
}): Promise<TestSandbox> {
  const up = await runCli(['sandbox', 'up', '--api', String(api), '--port', '0', '--json'], {
    home,
    // Approval is immediate in tests: ask for it every second.
    env: {CLOUDPREM_SANDBOX_INTERVAL: '1', ...env},
  })
  if (up.exitCode !== 0) throw new Error(`sandbox up ended with ${up.exitCode}: ${up.stdout}${up.stderr}`)
  const {membershipUri, dsnFile, faultsFile, pid} = up.json() as Started
  const endWithProcess = () => process.kill(pid, 'SIGTERM')
  process.once('exit', endWithProcess)
  return {
    membershipUri,
    dsn: (await readFile(dsnFile, 'utf8')).trim(),
    dsnFile,
    order: (...faults) => writeFaults(faultsFile, faults),
    stop: async () => {
      process.removeListener('exit', endWithProcess)
      const down = await runCli(['sandbox', 'down', '--purge', '--yes'], {home})
      if (down.exitCode !== 0) throw new Error(`sandbox down ended with ${down.exitCode}: ${down.stderr}`)
    },
  }
}

/**
 * Decides on a login's approval page as a browser would: opens it, fills in its form, sends it.
 *
 * @param page the address that the login shows, the code in it
 * @returns the HTTP status of the answer: 200 done, 403 refused, 404 no such code, 409 used, 410 expired
 */
export async function approve(page: string, email: string, decision: Decision = 'approve'): Promise<number> {
  return approveLogin(page, email, decision)
}
