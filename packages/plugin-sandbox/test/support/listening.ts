import {readFile} from 'node:fs/promises'

const LISTEN = '0A'

/** The addresses on which something listens on `port`, as the Linux kernel tells it. */
export async function listeningAddresses(port: number): Promise<string[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  const wanted = port.toString(16).toUpperCase().padStart(4, '0')
  return tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(([, local, , state]) => state === LISTEN && local?.endsWith(`:${wanted}`))
      .map(([, local = '']) => toAddress(local.split(':')[0] ?? '')),
  )
}

/** `0100007F` → `127.0.0.1`; an IPv6 address stays as the kernel writes it. */
function toAddress(hex: string): string {
  if (hex.length !== 8) return hex
  return (hex.match(/../g) ?? [])
    .toReversed()
    .map((byte) => parseInt(byte, 16))
    .join('.')
}
