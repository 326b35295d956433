import {readFileSync, statSync} from 'node:fs'
import {readFile} from 'node:fs/promises'
import {text} from 'node:stream/consumers'
import {CloudpremError} from '../errors/cloudprem-error.js'

/**
 * The text of `file`, or of standard input when it is `-`.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2)
 */
export async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  try {
    // By promises it would load Node's streams; but a pipe may never give anything, and Ctrl-C must get through then.
    return statSync(file).isFile() ? readFileSync(file, 'utf8') : await readFile(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw new CloudpremError({
      code: 'FILE_UNREADABLE',
      message: `${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : String(code)}`,
      details: {file},
      cause: error,
    })
  }
}
