import {CloudpremError, registerSecret} from '@cloudprem/core'
import {spawn} from 'node:child_process'
import {chown, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {text} from 'node:stream/consumers'
import {commandAs, NOBODY, type Account} from './account.js'
import type {ClusterFolders} from './cluster-folder.js'

/** Makes a new cluster whose superuser `postgres` has this password. @throws CloudpremError `SANDBOX_FAILED` (exit 5) */
export async function initialiseCluster(
  initdb: string,
  folders: ClusterFolders,
  account: Account,
  password: string,
  durable: boolean,
): Promise<void> {
  registerSecret(password)
  const passwordFile = path.join(folders.root, `.initdb-${process.pid}`)
  await writeFile(passwordFile, password, {mode: 0o600, flag: 'wx'})
  try {
    if (account === 'nobody') await chown(passwordFile, NOBODY, NOBODY)
    const args = ['-D', folders.data, '-U', 'postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8']
    const command = commandAs(account, initdb, [...args, '--no-locale', '--no-instructions', ...(durable ? [] : ['--no-sync'])])
    const child = spawn(command.file, command.args, {
      ...command.options,
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: folders.root,
      windowsHide: true,
    })
    const [exitCode, complaint] = await Promise.all([
      new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
      text(child.stderr),
    ])
    if (exitCode !== 0) {
      throw new CloudpremError({
        code: 'SANDBOX_FAILED',
        message: `initdb could not make a database cluster in ${folders.data}`,
        reason: complaint.trim(),
      })
    }
  } finally {
    await rm(passwordFile, {force: true})
  }
}
