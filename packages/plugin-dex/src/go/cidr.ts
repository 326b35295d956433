import {isIP} from 'node:net'

/** What Go's `netip.ParsePrefix` says about `text`, or undefined when it is an address with its prefix length. */
export function cidrProblem(text: string): string | undefined {
  const slash = text.lastIndexOf('/')
  const quoted = `netip.ParsePrefix(${JSON.stringify(text)})`
  if (slash < 0) return `${quoted}: no '/'`
  const family = isIP(text.slice(0, slash))
  const bits = text.slice(slash + 1)
  if (family === 0) return `${quoted}: ParseAddr(${JSON.stringify(text.slice(0, slash))}): unable to parse IP`
  if (!/^(0|[1-9]\d{0,2})$/.test(bits)) return `${quoted}: bad bits after slash: ${JSON.stringify(bits)}`
  return Number(bits) > (family === 4 ? 32 : 128) ? `${quoted}: prefix length out of range` : undefined
}
