import type {Container} from './model.js'

export interface DatabaseUri {
  user: string
  host: string
  port: number
  database: string
  sslmode: string | undefined
}

/**
 * POSTGRES_URI of a container with its `$(NAME)` expanded, as Kubernetes does; undefined when it has none. A variable that
 * comes from a Secret counts as a text that is not empty.
 */
export function databaseUriOf(container: Container): string | undefined {
  const uri = container.env.find(({name}) => name === 'POSTGRES_URI')?.value
  if (typeof uri !== 'string') return undefined
  return uri.replace(/\$\(([A-Z_]+)\)/g, (whole, name: string) => {
    const found = container.env.find((each) => each.name === name)
    if (!found) return whole
    return found.secret ? 'secret' : typeof found.value === 'string' ? found.value : ''
  })
}

/** The parts, or undefined where it is no URI with one host and one port. */
export function parseDatabaseUri(uri: string): DatabaseUri | undefined {
  const [, user, host, port, database, query] =
    /^postgresql:\/\/([^:@/?]+)(?::[^:@/?]*)?@([^:@/?]+):(\d+)\/([^?]+)(?:\?(.*))?$/.exec(uri) ?? []
  if (user === undefined || host === undefined || database === undefined) return undefined
  return {user, host, port: Number(port), database, sslmode: new URLSearchParams(query).get('sslmode') ?? undefined}
}
