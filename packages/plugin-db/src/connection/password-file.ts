import {debug} from '@cloudprem/core'
import {readFile, stat} from 'node:fs/promises'
import {homedir} from 'node:os'
import path from 'node:path'
import type {DatabaseTarget} from './target.js'

/**
 * Finds the password of `target` in psql's password file: PGPASSFILE, else `~/.pgpass` (PostgreSQL manual, "The
 * Password File"). A file that others may read is left alone, as psql does.
 *
 * node-postgres would look there by itself, but announces that it will stop doing so with a warning on every run.
 */
export async function findPassword(target: DatabaseTarget, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const file = env['PGPASSFILE'] || defaultFile(env)
  try {
    const {mode} = await stat(file)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      debug('db', `${file} is left alone: others may read it (chmod 0600 ${file})`)
      return undefined
    }
    return passwordFor(target, await readFile(file, 'utf8'))
  } catch (error) {
    debug('db', `no password file: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

/** The password of the first line that fits; each line is `host:port:database:user:password`, `*` fits everything. */
export function passwordFor({host, port, database, user}: DatabaseTarget, text: string): string | undefined {
  const wanted = [host.startsWith('/') ? 'localhost' : host, String(port), database, user]
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue
    const fields = line.match(/(?:[^:\\]|\\.)+/g)?.map((field) => field.replace(/\\(.)/g, '$1')) ?? []
    if (fields.length >= 5 && wanted.every((value, index) => fields[index] === '*' || fields[index] === value)) {
      // The password is the rest of the line: colons in it need no backslash.
      return fields.slice(4).join(':')
    }
  }
  return undefined
}

function defaultFile(env: NodeJS.ProcessEnv): string {
  return process.platform === 'win32'
    ? path.join(env['APPDATA'] ?? homedir(), 'postgresql', 'pgpass.conf')
    : path.join(homedir(), '.pgpass')
}
