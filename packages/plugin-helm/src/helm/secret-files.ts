import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import type {SecretAssignment} from './secret-assignments.js'

/**
 * Hands `use` the secrets as arguments of `--set-file`: each value lies in a file that only this user can read, in a
 * folder that is gone afterwards, also after an error.
 */
export async function withSecretFiles<Result>(
  secrets: SecretAssignment[],
  use: (setFile: string[]) => Promise<Result>,
): Promise<Result> {
  if (secrets.length === 0) return use([])
  const folder = await mkdtemp(path.join(tmpdir(), 'cloudprem-helm-'))
  try {
    const files = secrets.map(({path: key}, index) => ({key, file: path.join(folder, String(index)).replaceAll('\\', '/')}))
    await Promise.all(files.map(({file}, index) => writeFile(file, secrets[index]?.value ?? '', {mode: 0o600})))
    return await use(files.map(({key, file}) => `${key}=${file}`))
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}
