import {chromium, type Browser} from 'playwright-core'
import {findExecutable} from '@cloudprem/core'

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium on this machine. */
export async function findChromium(): Promise<string | undefined> {
  for (const program of PROGRAMS) {
    const found = await findExecutable(program)
    if (found !== undefined) return found
  }
  return undefined
}

/** Starts a Chromium that speaks to loopback only; root needs it without its own sandbox. */
export function launch(executablePath: string): Promise<Browser> {
  const args = [
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({executablePath, args, chromiumSandbox: process.getuid?.() !== 0})
}
