/**
 * The bytes of `text` in standard base64 with padding, or undefined when Go's decoder would refuse it. Line ends are
 * skipped, as Go does.
 */
export function decodeBase64(text: string): Buffer | undefined {
  return base64Problem(text) === undefined ? Buffer.from(text, 'base64') : undefined
}

/** What Go's `encoding/base64` says about `text`, or undefined when it accepts it. */
export function base64Problem(text: string): string | undefined {
  const wrong = /[^A-Za-z0-9+/=\r\n]/.exec(text)
  if (wrong) return `illegal base64 data at input byte ${wrong.index}`
  const plain = text.replaceAll(/[\r\n]/g, '')
  const padding = plain.indexOf('=')
  const data = padding < 0 ? plain : plain.slice(0, padding)
  const isWhole = plain.length % 4 === 0 && /^={0,2}$/.test(plain.slice(data.length)) && data.length % 4 !== 1
  return isWhole ? undefined : `illegal base64 data at input byte ${Math.min(data.length, plain.length)}`
}
