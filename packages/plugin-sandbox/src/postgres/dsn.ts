/** A connection string like the one that the chart gives Membership; no TLS, since it never leaves 127.0.0.1. */
export function localDsn(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
}
