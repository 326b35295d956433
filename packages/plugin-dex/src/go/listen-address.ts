/** What Go's `net.Listen("tcp", address)` refuses before it asks the system, or undefined. */
export function listenAddressProblem(address: string): string | undefined {
  const colon = address.lastIndexOf(':')
  if (colon < 0 || (address.startsWith('[') && address.indexOf(']') > colon)) {
    return `listen tcp: address ${address}: missing port in address`
  }
  const host = address.slice(0, colon)
  if (host.includes(':') && !/^\[.*\]$/.test(host)) return `listen tcp: address ${address}: too many colons in address`
  const port = address.slice(colon + 1)
  if (/^\d+$/.test(port) && Number(port) > 65_535) return `listen tcp: address ${port}: invalid port`
  return undefined
}
