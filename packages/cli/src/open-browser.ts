/**
 * Opens a web page in the user's browser. Never fails: the address is printed as well.
 *
 * @param uri http or https; anything else came from a server that must not choose programs here, and is not opened
 */
export async function openBrowser(uri: string): Promise<void> {
  if (!/^https?:\/\//i.test(uri)) return
  const {default: open} = await import('open')
  try {
    const child = await open(uri)
    child.on('error', () => undefined) // no browser here: the address stands on the terminal
  } catch {
    // The same.
  }
}
