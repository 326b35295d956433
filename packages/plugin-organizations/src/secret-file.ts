import {CloudpremError, Flags, refuseExisting, writeFileAtomically} from '@cloudprem/core'

/** Of commands that make a secret which Membership tells only once. */
export const secretFileFlag = {
  'secret-file': Flags.string({
    description: 'write the secret to this new file (mode 600) instead of printing it',
    env: 'CLOUDPREM_SECRET_FILE',
  }),
}

/** Refuses a file that exists before anything is made that could not be told. @throws CloudpremError `FILE_EXISTS` (exit 2) */
export async function refuseSecretFile(file: string | undefined): Promise<void> {
  if (file !== undefined) await refuseExisting(file, false)
}

/**
 * Writes the secret of what was just made, or hands it to `print`.
 *
 * @param what in words: `region abc`
 * @throws CloudpremError `MEMBERSHIP_ANSWER_UNEXPECTED` when the server told none
 */
export async function tellSecret(
  what: string,
  secret: string | undefined,
  file: string | undefined,
  print: (line: string) => void,
): Promise<void> {
  if (secret === undefined) {
    throw new CloudpremError({
      code: 'MEMBERSHIP_ANSWER_UNEXPECTED',
      message: `Membership made ${what}, but did not tell its secret`,
      hint: 'delete it and make it again',
    })
  }
  if (file !== undefined) await writeFileAtomically(file, `${secret}\n`, {mode: 0o600, overwrite: false})
  else print(`Secret  ${secret}   (shown only now)`)
}
