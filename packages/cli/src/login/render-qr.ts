/**
 * An address as a QR code of block characters, two modules a character, for a phone to read off the terminal; undefined where
 * it is wider than `columns`.
 */
export async function renderQr(uri: string, columns: number): Promise<string | undefined> {
  const {renderUnicodeCompact} = await import('uqr')
  const code = renderUnicodeCompact(uri, {ecc: 'L', border: 2})
  return code.indexOf('\n') > columns ? undefined : code
}
