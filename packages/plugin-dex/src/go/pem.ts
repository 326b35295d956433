import {X509Certificate} from 'node:crypto'

export interface PemCertificates {
  certificates: X509Certificate[]
  /** Text after the last block that is not blank. */
  trailing: string
  /** A block, of whatever kind, that holds no certificate. */
  malformed: boolean
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----\r?\n([A-Za-z0-9+/=\s]*)-----END \1-----[ \t]*(?:\r?\n|$)/g

/** Every PEM block of `text` read as a certificate. Text before and between blocks is passed over, as Go does. */
export function readPemCertificates(text: string): PemCertificates {
  const result: PemCertificates = {certificates: [], trailing: '', malformed: false}
  let end = 0
  for (const block of text.matchAll(BLOCK)) {
    end = block.index + block[0].length
    try {
      result.certificates.push(new X509Certificate(Buffer.from(block[2] ?? '', 'base64')))
    } catch {
      result.malformed = true // OpenSSL says why, in words that help nobody
    }
  }
  result.trailing = text.slice(end).trim()
  return result
}
