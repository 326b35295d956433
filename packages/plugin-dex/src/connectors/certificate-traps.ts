import {decodeBase64} from '../go/base64.js'
import {readPemCertificates} from '../go/pem.js'
import {textAt} from '../judge/fields.js'
import type {Trap, TrapContext} from './connector-type.js'

const WARN_BEFORE_MS = 30 * 24 * 60 * 60 * 1000

/** Certificates in a base64 field that are outside their validity, or will be within 30 days. */
export function certificateTraps(config: unknown, field: string, consequence: string, {now}: TrapContext): Trap[] {
  const pem = readPemCertificates(decodeBase64(textAt(config, field))?.toString('utf8') ?? '')
  return pem.certificates.flatMap((certificate): Trap[] => {
    const from = new Date(certificate.validFrom)
    const until = new Date(certificate.validTo)
    const trap = (rule: string, severity: 'error' | 'warning', state: string): Trap[] => [
      {
        rule,
        severity,
        path: [field],
        message: `${consequence} ${state}`,
        fix: `put the provider's present certificate into ${field}`,
      },
    ]
    if (now > until) return trap('certificate-expired', 'error', `ended on ${dayOf(until)}`)
    if (now < from) return trap('certificate-not-yet-valid', 'error', `is valid from ${dayOf(from)} only`)
    if (until.getTime() - now.getTime() < WARN_BEFORE_MS) {
      return trap('certificate-ends-soon', 'warning', `ends on ${dayOf(until)}`).map((each) => ({
        ...each,
        message: `from ${dayOf(until)} on ${consequence} has ended`,
      }))
    }
    return []
  })
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
