import type {DatabaseTarget} from './target.js'

/** What stands in the place of a password. */
const MASK = '••••••'

/**
 * The target as a connection string that psql, pg and cloudprem read alike; every default is said, so that no variable changes
 * it.
 *
 * @param password as it is to stand there; `masked`: that there is one; undefined: none
 */
export function renderDsn(target: DatabaseTarget, password: string | {masked: true} | undefined): string {
  const {host, address, port, user, database} = target
  const secret = typeof password === 'string' ? encodeURIComponent(password) : MASK
  const login = encodeURIComponent(user) + (password === undefined ? '' : `:${secret}`)
  const name = host.startsWith('/') ? encodeURIComponent(host) : host.includes(':') ? `[${host}]` : host
  const parameters = new URLSearchParams()
  const further = {
    hostaddr: address,
    sslmode: target.sslMode,
    sslrootcert: target.rootCertificate,
    sslcrl: target.revocationList,
    sslcert: target.certificate,
    sslkey: target.key,
    options: target.options,
  }
  for (const [keyword, value] of Object.entries(further)) if (value !== undefined) parameters.set(keyword, value)
  // libpq takes a plus for a plus.
  const query = parameters.toString().replaceAll('+', '%20')
  return `postgresql://${login}@${name}:${port}/${encodeURIComponent(database)}?${query}`
}
