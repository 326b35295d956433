import {requireExecutable} from '@cloudprem/core'
import {spawn} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {constants, tmpdir} from 'node:os'
import path from 'node:path'
import type {DatabaseTarget} from './target.js'
import {VARIABLES} from './variables.js'

/**
 * Where psql is.
 *
 * @throws CloudpremError `EXECUTABLE_MISSING` (exit 3)
 */
export function findPsql(): Promise<string> {
  return requireExecutable('psql', [
    'apt install postgresql-client   or   brew install libpq   or   https://www.postgresql.org/download/',
    'cloudprem db connect --print-dsn   # for another client',
  ])
}

/**
 * psql's variables for this target, all of them: what the environment has of them counts for nothing.
 *
 * @param files where password and key password stand, if there are any: in no argument and in no variable
 */
export function psqlVariables(target: DatabaseTarget, files: {passwords?: string; service?: string}): Record<string, string> {
  const values: Record<string, string | undefined> = {
    [VARIABLES.host]: target.host,
    [VARIABLES.hostaddr]: target.address,
    [VARIABLES.port]: String(target.port),
    [VARIABLES.user]: target.user,
    [VARIABLES.dbname]: target.database,
    [VARIABLES.passfile]: files.passwords ?? target.passwordFile,
    [VARIABLES.sslmode]: target.sslMode,
    [VARIABLES.sslrootcert]: target.rootCertificate,
    [VARIABLES.sslcrl]: target.revocationList,
    [VARIABLES.sslcert]: target.certificate,
    [VARIABLES.sslkey]: target.key,
    [VARIABLES.connect_timeout]: String(target.connectTimeoutMs / 1000),
    [VARIABLES.options]: target.options,
    ...(files.service !== undefined && {[VARIABLES.service]: SERVICE, PGSERVICEFILE: files.service}),
  }
  return Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Name of the service in a file of ours, which holds the one thing that has no variable. */
const SERVICE = 'cloudprem'

/** A line of psql's password file for this target alone. */
export function passwordLine({host, port, database, user}: DatabaseTarget, password: string): string {
  const fields = [host.startsWith('/') ? 'localhost' : host, String(port), database, user, password]
  return `${fields.map((field) => field.replace(/[\\:]/g, '\\$&')).join(':')}\n`
}

/**
 * Runs psql on this terminal until it ends, and returns its exit code. Ctrl-C is psql's own; SIGTERM and SIGHUP are passed on to
 * it. The password lies in a file that only this user may read, and is removed afterwards.
 *
 * @param args further ones of psql, as they are
 */
export async function runPsql(
  psql: string,
  target: DatabaseTarget,
  password: string | undefined,
  args: string[],
): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cloudprem-psql-'))
  try {
    const files: {passwords?: string; service?: string} = {}
    if (password !== undefined && password !== '') {
      files.passwords = path.join(folder, 'pgpass')
      await writeFile(files.passwords, passwordLine(target, password), {mode: 0o600})
    }
    if (target.keyPassword !== undefined) {
      files.service = path.join(folder, 'pg_service.conf')
      await writeFile(files.service, `[${SERVICE}]\nsslpassword=${target.keyPassword}\n`, {mode: 0o600})
    }
    return await runOnTerminal(psql, args, {...withoutPsqlVariables(process.env), ...psqlVariables(target, files)})
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

function withoutPsqlVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = new Set<string>([...Object.values(VARIABLES), 'PGSERVICEFILE', 'PGSYSCONFDIR', 'PGREQUIRESSL'])
  return Object.fromEntries(Object.entries(env).filter(([name]) => !ours.has(name)))
}

async function runOnTerminal(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(program, args, {stdio: 'inherit', env})
  // The terminal sends Ctrl-C to both; psql ends a query by it, and this process must not end before psql.
  const others = process.listeners('SIGINT')
  process.removeAllListeners('SIGINT')
  const stay = () => undefined
  const passOn = (signal: NodeJS.Signals) => child.kill(signal)
  process.on('SIGINT', stay)
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, passOn)
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
    })
  } finally {
    process.removeListener('SIGINT', stay)
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, passOn)
    for (const listener of others) process.on('SIGINT', listener)
  }
}
