import {chartFacts} from './majors/index.js'
import {formatPath, valueAt, type ValuesPath} from './values.js'
import {KNOWN_MAJORS} from './versions.js'

const SECRET_PATHS: ReadonlySet<string> = new Set(
  KNOWN_MAJORS.flatMap((major) => chartFacts(major).secrets.map(({path}) => path)),
)

const SECRET_KEY =
  /pass(word|wd|phrase)?$|secret$|tokens?$|encryption_?(key|iv)$|private_?key$|api_?key$|^bind_?pw$|^dsn$|^hash$|postgresqlUrl$/i
const NO_SECRET_KEY = /^(existingSecret|secretName|tlsSecret|usedSecret|configSecret)$/i

/** Whether what stands at `path` is a secret, by what is known of the charts and by the name of its key. */
export function isSecretPath(values: unknown, path: ValuesPath): boolean {
  if (SECRET_PATHS.has(formatPath(path))) return true
  const keys = path.filter((step) => typeof step === 'string')
  const key = keys.at(-1) ?? ''
  // `secretKeys.password` is the name of a key in a Secret.
  if (keys.at(-2) === 'secretKeys') return false
  if (key === 'value') {
    // {name: GRPC_TOKEN, value: …}: an entry of an environment
    const name = valueAt(values, [...path.slice(0, -1), 'name'])
    return typeof name === 'string' && isSecretName(name)
  }
  return isSecretName(key)
}

function isSecretName(key: string): boolean {
  return SECRET_KEY.test(key) && !NO_SECRET_KEY.test(key)
}
