import {findExecutable} from '../../process/find-executable.js'
import {unavailable, type Keychain} from './keychain.js'

/**
 * The keychain of this system: libsecret's `secret-tool` on Linux, `security` on macOS. Both take a secret on standard input.
 *
 * @throws CloudpremError `KEYCHAIN_UNAVAILABLE` (exit 3) where there is none
 */
export async function openKeychain(platform: NodeJS.Platform = process.platform): Promise<Keychain> {
  if (platform === 'linux') {
    const {secretTool} = await import('./secret-tool.js')
    return secretTool(await programOf('secret-tool', 'apt install libsecret-tools, or dnf install libsecret'))
  }
  if (platform === 'darwin') {
    const {security} = await import('./security.js')
    return security(await programOf('security', 'it is part of macOS: /usr/bin belongs into the PATH'))
  }
  throw unavailable(`cloudprem uses no keychain on ${platform}.`)
}

async function programOf(name: string, hint: string): Promise<string> {
  const found = await findExecutable(name)
  if (found === undefined) throw unavailable(`${name} is not on the PATH (${hint}).`)
  return found
}
