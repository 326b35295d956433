import {debug} from '@cloudprem/core'
import {readFile, stat} from 'node:fs/promises'
import {homedir} from 'node:os'
import path from 'node:path'
import type {DatabaseTarget} from './target.js'

/**
 * Finds the password of `target` in psql's password file: the `passfile` of the connection (PGPASSFILE), else `~/.pgpass`
 * (PostgreSQL manual, "The Password File"). A file that others may read is left alone, as psql does.
 *
 * node-postgres would look there by itself, but announces that it will stop doing so with a warning on every run.
 *
 * @param warn told why a file that is there was left alone
 */
export async function findPassword(
  target: DatabaseTarget,
  env: NodeJS.ProcessEnv,
  warn: (text: string) => void,
): Promise<string | undefined> {
  const file = target.passwordFile ?? defaultFile(env)
  try {
    const found = await stat(file)
    if (!found.isFile()) {
      warn(`Warning: the password file ${file} is left alone: it is no plain file`)
      return undefined
    }
    if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
      warn(`Warning: the password file ${file} is left alone, since others may read it: chmod 0600 ${file}`)
      return undefined
    }
    return passwordFor(target, await readFile(file, 'utf8'))
  } catch (error) {
    debug('db', `no password file: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/**
 * The password of the first line that fits; each line is `host:port:database:user:password`, `*` fits everything, a
 * backslash takes the meaning of the colon or the backslash that follows it. A socket is called localhost, or by its folder.
 */
export function passwordFor({host, port, database, user}: DatabaseTarget, text: string): string | undefined {
  const wanted = [host, String(port), database, user]
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = fieldsOf(line)
    const fits = wanted.every(
      (value, index) =>
        fields[index] === '*' ||
        unescaped(fields[index]) === value ||
        (index === 0 && host.startsWith('/') && fields[0] === 'localhost'),
    )
    if (fits && fields[4] !== undefined) return unescaped(fields[4])
  }
  return undefined
}

/** The first four fields as they stand, and all the rest as the fifth: colons in a password need no backslash. */
function fieldsOf(line: string): string[] {
  const [, ...fields] = /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):(.*)$/s.exec(line) ?? []
  return fields
}

function unescaped(field: string | undefined): string | undefined {
  return field?.replace(/\\(.)/g, '$1')
}

function defaultFile(env: NodeJS.ProcessEnv): string {
  return process.platform === 'win32'
    ? path.join(env['APPDATA'] ?? homedir(), 'postgresql', 'pgpass.conf')
    : path.join(homedir(), '.pgpass')
}
