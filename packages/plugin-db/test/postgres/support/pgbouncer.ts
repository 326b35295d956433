import {temporaryFolder} from '@cloudprem/testing'
import {spawn} from 'node:child_process'
import {accessSync, chmodSync, copyFileSync, writeFileSync} from 'node:fs'
import {createServer, type AddressInfo} from 'node:net'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import pg from 'pg'
import {eventually} from '../../databases.js'
import {ROLE, ROLE_PASSWORD} from './role.js'

const TLS_FIXTURES = fileURLToPath(new URL('../../fixtures/tls', import.meta.url))

export interface Pgbouncer {
  port: number
  stop: () => Promise<void>
}

/** Where Debian has it; undefined where it is not installed. */
function findPgbouncer(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin']
  return folders.map((folder) => path.join(folder, 'pgbouncer')).find(isThere)
}

function isThere(file: string): boolean {
  try {
    accessSync(file)
    return true
  } catch {
    return false // not in this folder
  }
}

/**
 * pgbouncer before the server, in transaction mode: each transaction may get another server process, so that nothing of a session
 * lasts. Takes plain and TLS connections.
 *
 * @returns undefined where there is no pgbouncer
 */
export async function startPgbouncer(serverPort: number, database: string): Promise<Pgbouncer | undefined> {
  const program = findPgbouncer()
  if (program === undefined) return undefined
  const folder = temporaryFolder()
  const files = {users: path.join(folder, 'users.txt'), ini: path.join(folder, 'pgbouncer.ini')}
  const [key, certificate] = ['server.key', 'server.crt'].map((name) => {
    copyFileSync(path.join(TLS_FIXTURES, name), path.join(folder, name))
    return path.join(folder, name)
  })
  const port = await freePort()
  writeFileSync(files.users, `"${ROLE}" "${ROLE_PASSWORD}"\n`)
  writeFileSync(
    files.ini,
    `[databases]
* = host=127.0.0.1 port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${files.users}
pool_mode = transaction
client_tls_sslmode = allow
client_tls_key_file = ${key}
client_tls_cert_file = ${certificate}
`,
  )
  // It refuses to be root, and whom it becomes must be able to read.
  chmodSync(folder, 0o755)
  chmodSync(path.join(folder, 'server.key'), 0o644)
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn(program, ['-q', ...asNobody, files.ini], {stdio: 'ignore'})
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()))
  const endWithProcess = () => child.kill('SIGKILL')
  process.once('exit', endWithProcess)
  await eventually(() => answers(port, database))
  return {
    port,
    async stop() {
      process.removeListener('exit', endWithProcess)
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function answers(port: number, database: string): Promise<boolean> {
  const client = new pg.Client({host: '127.0.0.1', port, user: ROLE, password: ROLE_PASSWORD, database})
  client.on('error', () => undefined) // an answer in itself
  try {
    await client.connect()
    return true
  } catch {
    return false // not listening yet
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
