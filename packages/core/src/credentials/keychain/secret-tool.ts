import {runKeychain, SERVICE, unavailable, type Keychain} from './keychain.js'

/**
 * The Secret Service of the desktop (gnome-keyring, KWallet, KeePassXC) by libsecret's `secret-tool`, which reads a secret from
 * standard input (secret-tool(1)). It ends with 1 both for an entry that is not there and for a failure, and is silent of the
 * former.
 */
export function secretTool(program: string): Keychain {
  const attributes = (account: string): string[] => ['service', SERVICE, 'account', account]
  return {
    name: 'the keyring of the desktop (Secret Service)',
    read: async (account) => {
      const {exitCode, stdout, stderr} = await runKeychain(program, ['lookup', ...attributes(account)])
      if (exitCode === 0) return stdout
      if (stderr.trim() === '') return undefined
      throw unavailable(stderr.trim())
    },
    write: async (account, secret) => {
      const label = `--label=cloudprem: ${account}`
      const {exitCode, stderr} = await runKeychain(program, ['store', label, ...attributes(account)], secret)
      if (exitCode !== 0) throw unavailable(stderr.trim() || 'The keyring is locked, and nobody unlocked it.')
    },
    remove: async (account) => {
      const {exitCode, stderr} = await runKeychain(program, ['clear', ...attributes(account)])
      if (exitCode !== 0 && stderr.trim() !== '') throw unavailable(stderr.trim())
    },
  }
}
