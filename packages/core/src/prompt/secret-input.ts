import {CloudpremError} from '../errors/cloudprem-error.js'
import {readText} from '../files/read-text.js'
import {registerSecret} from '../output/redact.js'

/**
 * The secret behind a flag's value: `@FILE` reads a file, `-` standard input, anything else is the secret itself. One
 * line end at the end is dropped. What is read is masked in all output from then on.
 *
 * @param literal called when the secret stood on the command line itself, where every user of the machine can read it
 * @throws CloudpremError `FILE_UNREADABLE`, `USAGE` when nothing is in it (exit 2)
 */
export async function readSecretInput(value: string, flag: string, literal: () => void): Promise<string> {
  const fromFile = value === '-' || value.startsWith('@')
  const secret = fromFile ? (await readText(value === '-' ? '-' : value.slice(1))).replace(/\r?\n$/, '') : value
  if (secret === '') {
    throw new CloudpremError({
      code: 'USAGE',
      message: `--${flag} is empty`,
      hint: `--${flag} @FILE   or   --${flag} -   (standard input)`,
    })
  }
  registerSecret(secret)
  if (!fromFile) literal()
  return secret
}
