import {CloudpremError, readText} from '@cloudprem/core'
import {existsSync, statSync} from 'node:fs'
import {homedir} from 'node:os'
import path from 'node:path'
import {rootCertificates} from 'node:tls'
import type {DatabaseTarget} from './target.js'

/**
 * The authorities that the server's certificate must be of, as PEM: the file that is named, else `~/.postgresql/root.crt`.
 * Undefined when there is neither.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) when it is named and cannot be read; libpq would go on without it, unless in
 *   a mode that verifies
 */
export async function readAuthorities({rootCertificate}: DatabaseTarget): Promise<string[] | undefined> {
  if (rootCertificate === 'system') return systemAuthorities()
  const file = rootCertificate ?? existing('root.crt')
  return file === undefined ? undefined : [await readText(file)]
}

/** Certificates that are no longer good; with the named file, else `~/.postgresql/root.crl`, when there is one. */
export async function readRevocationList({revocationList}: DatabaseTarget): Promise<string | undefined> {
  const file = revocationList ?? existing('root.crl')
  return file === undefined ? undefined : readText(file)
}

/** What this side shows when the server asks who it is. */
export interface ClientCertificate {
  cert: string
  key: string
}

/**
 * The client certificate that is named, else `~/.postgresql/postgresql.crt`, and its key. Undefined when there is none.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) for a certificate without its key; `USAGE` (exit 2) for a key that others
 *   may read, which libpq refuses too
 */
export async function readClientCertificate(target: DatabaseTarget): Promise<ClientCertificate | undefined> {
  const file = target.certificate ?? existing('postgresql.crt')
  if (file === undefined) return undefined
  const keyFile = target.key ?? path.join(folder(), 'postgresql.key')
  requirePrivate(keyFile)
  return {cert: await readText(file), key: await readText(keyFile)}
}

/** Only its owner may read a key; one that is root's also a group (fe-secure-openssl.c, initialize_SSL). */
function requirePrivate(file: string): void {
  if (process.platform === 'win32' || !existsSync(file)) return
  const {mode, uid} = statSync(file)
  if ((mode & (uid === 0 ? 0o037 : 0o077)) === 0) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `The private key ${file} is not private: others may read it`,
    reason: 'PostgreSQL takes a key only with mode 0600, or with 0640 when it is root’s.',
    hint: `chmod 0600 ${file}`,
    details: {file},
  })
}

/** Where Linux distributions and macOS keep what they trust; OpenSSL knows its own place only. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
]

/** SSL_CERT_FILE alone, as with OpenSSL; else what the system trusts, and what Node brings. */
async function systemAuthorities(): Promise<string[]> {
  const named = process.env['SSL_CERT_FILE']
  if (named) return [await readText(named)]
  const bundle = SYSTEM_BUNDLES.find((file) => existsSync(file))
  const extra = process.env['NODE_EXTRA_CA_CERTS']
  const files = [bundle, extra].filter((file) => file !== undefined && file !== '')
  return [...rootCertificates, ...(await Promise.all(files.map((file) => readText(file ?? ''))))]
}

/** libpq's own folder. */
function folder(): string {
  return process.platform === 'win32'
    ? path.join(process.env['APPDATA'] ?? homedir(), 'postgresql')
    : path.join(homedir(), '.postgresql')
}

function existing(name: string): string | undefined {
  const file = path.join(folder(), name)
  return existsSync(file) ? file : undefined
}
