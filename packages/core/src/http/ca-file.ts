import {X509Certificate} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {CloudpremError} from '../errors/cloudprem-error.js'

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED )?CERTIFICATE-----/g

/**
 * The certificates in a PEM file, each as it stands there.
 *
 * @throws CloudpremError `FILE_UNREADABLE` (exit 2) when it cannot be read, `USAGE` (exit 2) when no certificate is in it
 */
export function authoritiesOf(file: string): string[] {
  const certificates = read(file).match(CERTIFICATE) ?? []
  if (certificates.length > 0 && certificates.every(isCertificate)) return certificates
  throw new CloudpremError({
    code: 'USAGE',
    message: `${file} holds ${certificates.length === 0 ? 'no certificate' : 'a certificate that cannot be read'}`,
    reason: 'A file of authorities is PEM: blocks that begin with -----BEGIN CERTIFICATE-----.',
    hint: `openssl x509 -inform der -in ${file} -out ca.pem   makes one of a binary certificate`,
    details: {file},
  })
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new CloudpremError({
      code: 'FILE_UNREADABLE',
      message: `${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`,
      details: {file},
      cause: error,
    })
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== undefined
  } catch {
    // OpenSSL says no more than that it is none.
    return false
  }
}
