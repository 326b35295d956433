import {runKeychain, SERVICE, unavailable, type Keychain} from './keychain.js'

/** errSecItemNotFound, as `security` ends with it. */
const NOT_FOUND = 44

/**
 * The login keychain of macOS by `security`, which as a program with arguments would show the secret to every user: `security -i`
 * reads whole commands from standard input (security(1)).
 */
export function security(program: string): Keychain {
  const entry = (account: string): string[] => ['-s', SERVICE, '-a', account]
  return {
    name: 'the login keychain',
    read: async (account) => {
      const {exitCode, stdout, stderr} = await runKeychain(program, ['find-generic-password', ...entry(account), '-w'])
      if (exitCode === 0) return Buffer.from(stdout.trim(), 'base64url').toString('utf8')
      if (exitCode === NOT_FOUND) return undefined
      throw unavailable(stderr.trim())
    },
    write: async (account, secret) => {
      // Base64url: nothing in it that the command line of `security -i` would take for more than a word.
      const words = ['add-generic-password', '-U', ...entry(account), '-w', Buffer.from(secret).toString('base64url')]
      const {exitCode, stderr} = await runKeychain(program, ['-i'], `${words.map(quote).join(' ')}\n`)
      if (exitCode !== 0) throw unavailable(stderr.trim())
    },
    remove: async (account) => {
      const {exitCode, stderr} = await runKeychain(program, ['delete-generic-password', ...entry(account)])
      if (exitCode !== 0 && exitCode !== NOT_FOUND) throw unavailable(stderr.trim())
    },
  }
}

function quote(word: string): string {
  return /^[\w-]+$/.test(word) ? word : `"${word.replaceAll(/["\\]/g, '\\$&')}"`
}
