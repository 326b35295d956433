import {CloudpremError, readText} from '@cloudprem/core'
import {existsSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'
import {DSN_KEYWORDS, type DsnParameters} from './parse-dsn.js'

/** Where Debian's and Ubuntu's libpq looks when PGSYSCONFDIR is not set; elsewhere the folder was chosen by who built it. */
const SYSTEM_FOLDER = '/etc/postgresql-common'

/**
 * The parameters of a connection service, as libpq finds them: in the file PGSERVICEFILE, else in the user's own; when it is
 * not there, in the system's (PostgreSQL manual, "The Connection Service File"; fe-connect.c, parseServiceInfo).
 *
 * @throws CloudpremError `USAGE`, `FILE_UNREADABLE` (exit 2)
 */
export async function readService(name: string, env: NodeJS.ProcessEnv): Promise<DsnParameters> {
  const named = env['PGSERVICEFILE']
  const system = path.join(env['PGSYSCONFDIR'] || SYSTEM_FOLDER, 'pg_service.conf')
  // A named file must be there; the others may be.
  const files = [...(named ? [named] : [ownFile(env)].filter(existsSync)), ...[system].filter(existsSync)]
  for (const file of files) {
    const found = parseService(name, await readText(file), file)
    if (found) return found
  }
  throw new CloudpremError({
    code: 'USAGE',
    message: `There is no connection service "${name}"`,
    reason:
      files.length > 0
        ? `Looked into ${files.join(' and ')} for a line [${name}].`
        : `There is neither ${ownFile(env)} nor ${system}.`,
    hint: ['PGSERVICEFILE=FILE when it stands elsewhere', '--dsn @FILE in its place'],
    details: {service: name, files},
  })
}

/**
 * The section `[name]` of a service file: `keyword=value` a line, `#` before a remark. Keywords that cloudprem has no use for
 * are passed over.
 *
 * @param file for errors
 * @throws CloudpremError `USAGE` (exit 2) for a line in that section that is none, or another service named in it
 */
export function parseService(name: string, text: string, file: string): DsnParameters | undefined {
  let parameters: Record<string, string> | undefined
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    if (line.startsWith('[')) {
      if (parameters) break
      if (line === `[${name}]`) parameters = {}
    } else if (parameters) {
      const [, keyword, value] = /^(\w+)=(.*)$/.exec(line) ?? []
      if (keyword === undefined || value === undefined || keyword === 'service') throw unreadable(file, index + 1, keyword)
      // The first one counts, as in libpq.
      parameters[keyword] ??= value
    }
  }
  if (!parameters) return undefined
  const found = parameters
  return Object.fromEntries(DSN_KEYWORDS.flatMap((keyword) => (found[keyword] ? [[keyword, found[keyword]]] : [])))
}

function ownFile(env: NodeJS.ProcessEnv): string {
  return process.platform === 'win32'
    ? path.join(env['APPDATA'] ?? homedir(), 'postgresql', '.pg_service.conf')
    : path.join(homedir(), '.pg_service.conf')
}

/** The line itself is not shown: it may hold a password. */
function unreadable(file: string, line: number, keyword: string | undefined): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `${file} cannot be read from line ${line} on`,
    reason:
      keyword === 'service'
        ? 'A service cannot name another service.'
        : 'Below [SERVICE] each line is KEYWORD=VALUE, without blanks around the sign.',
    details: {file, line},
  })
}
