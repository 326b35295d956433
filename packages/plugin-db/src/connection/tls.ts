import {readText} from '@cloudprem/core'
import {existsSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'
import type {ConnectionOptions} from 'node:tls'
import type {DatabaseTarget, SslMode} from './target.js'

/** One way to try: without TLS, or with these options of Node's. */
export interface TlsAttempt {
  options: ConnectionOptions | false
  /** Whether the server's certificate must be of a known authority. */
  verified: boolean
}

/**
 * The ways to connect, in the order in which libpq tries them (PostgreSQL manual, "SSL Mode Descriptions"). Node's
 * own roots stand in for `~/.postgresql/root.crt` where that file is missing; psql would refuse.
 *
 * @param insecureTls verify nothing, but keep the encryption that the mode asks for
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) when a named certificate or key cannot be read
 */
export async function tlsAttempts(target: DatabaseTarget, insecureTls: boolean): Promise<TlsAttempt[]> {
  const plain: TlsAttempt = {options: false, verified: false}
  // A Unix socket never leaves the machine, and PostgreSQL offers no TLS on it.
  if (target.host.startsWith('/') || target.sslMode === 'disable') return [plain]
  const encrypted = await encryptedAttempt(target, insecureTls)
  const attempts: Record<Exclude<SslMode, 'disable'>, TlsAttempt[]> = {
    allow: [plain, encrypted],
    prefer: [encrypted, plain],
    require: [encrypted],
    'verify-ca': [encrypted],
    'verify-full': [encrypted],
  }
  return attempts[target.sslMode]
}

async function encryptedAttempt(target: DatabaseTarget, insecureTls: boolean): Promise<TlsAttempt> {
  const rootFile = target.rootCertificate ?? existing('root.crt')
  // `require` with an authority at hand verifies it: libpq keeps that for the sake of old installations.
  const verified =
    !insecureTls && (target.sslMode.startsWith('verify-') || (target.sslMode === 'require' && rootFile !== undefined))
  const files = {
    ca: verified && rootFile !== undefined && rootFile !== 'system' ? rootFile : undefined,
    cert: target.certificate ?? existing('postgresql.crt'),
    key: target.key ?? existing('postgresql.key'),
  }
  const options: ConnectionOptions = {rejectUnauthorized: verified}
  for (const [name, file] of Object.entries(files)) {
    if (file !== undefined) Object.assign(options, {[name]: await readText(file)})
  }
  if (verified && target.sslMode !== 'verify-full') options.checkServerIdentity = () => undefined
  return {options, verified}
}

/** The file of this name in libpq's own folder, when there is one. */
function existing(name: string): string | undefined {
  const file = path.join(homedir(), '.postgresql', name)
  return existsSync(file) ? file : undefined
}
