import {CloudpremError} from '@cloudprem/core'
import type {SeedSource} from '../asked.js'

/**
 * The seed file that `--file` names, `-` for standard input. The parser is loaded here and not before.
 *
 * @param flags.dsn what `--dsn` was given as, since only one of the two can be standard input
 * @throws CloudpremError `USAGE`, `FILE_UNREADABLE` (exit 2), `SEED_FILE_INVALID` (exit 4)
 */
export async function openNamedFile(file: string, flags: {dsn?: string | undefined; 'allow-http': boolean}): Promise<SeedSource> {
  if (file === '-' && flags.dsn === '-') {
    throw new CloudpremError({
      code: 'USAGE',
      message: '--file - and --dsn - would both read standard input',
      hint: 'the same command with --dsn @membership.dsn',
    })
  }
  const {bytesOf, openSeedFile} = await import('./open-seed-file.js')
  return openSeedFile(bytesOf(file, process.stdin), {
    name: file === '-' ? 'standard input' : file,
    allowHttp: flags['allow-http'],
  })
}
