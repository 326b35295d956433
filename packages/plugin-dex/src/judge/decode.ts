import {isMap, type Values, type ValuesPath} from '@cloudprem/chart'
import {bcryptProblem} from '../go/bcrypt.js'
import {findConnectorType} from '../connectors/index.js'
import {DOCUMENT, SIGNERS, STATIC_CLIENT, STATIC_PASSWORD, STORAGES} from './document-shape.js'
import {expandDeep, isUnknown, readVariable, type DexEnvironment} from './environment.js'
import {keyOf, textAt} from './fields.js'
import type {Refusal} from './refusal.js'
import {cannotUnmarshal, jsonKind, shapeProblems, type Shape, type ShapeProblem} from './shape.js'
import {isAtLeast, type DexVersion} from './version.js'

const LOG_LEVEL = /^(debug|info|warn|error)([+-]\d+)?$/i

/** Everything for which the document cannot be read into Dex's structs. */
export function decodeRefusals(document: Values, environment: DexEnvironment, version: DexVersion): Refusal[] {
  const plain = {version, coerces: true}
  return [
    ...refuse('wrong-type', shapeProblems(document, DOCUMENT, [], plain)),
    ...eachOf(document, 'staticClients', '[]storage.Client', (client, path) =>
      refuse(
        'wrong-type',
        isMap(client) || client === null
          ? shapeProblems(client, STATIC_CLIENT, path, plain)
          : notA(client, path, 'storage.Client'),
      ),
    ),
    ...eachOf(document, 'staticPasswords', '[]main.password', (password, path) =>
      passwordRefusals(password, path, environment, version),
    ),
    ...eachOf(document, 'connectors', '[]main.Connector', (connector, path) =>
      connectorRefusals(connector, path, environment, version),
    ),
    ...storageRefusals(document, environment, version),
    ...signerRefusals(document, environment, version),
    ...levelRefusals(document, version),
  ]
}

function refuse(rule: string, problems: readonly ShapeProblem[], prefix = ''): Refusal[] {
  return problems.map(({path, says}) => ({stage: 'decode', rule, path, says: prefix + says}))
}

function notA(value: unknown, path: ValuesPath, goType: string): ShapeProblem[] {
  return [{path, says: cannotUnmarshal(value, path, goType)}]
}

function eachOf(
  document: Values,
  name: string,
  goType: string,
  judge: (entry: unknown, path: ValuesPath) => Refusal[],
): Refusal[] {
  const key = keyOf(document, name)
  const list = key === undefined ? undefined : document[key]
  if (key === undefined || list === null || list === undefined) return []
  if (!Array.isArray(list)) return refuse('wrong-type', notA(list, [key], goType))
  return list.flatMap((entry, index) => judge(entry, [key, index]))
}

function passwordRefusals(password: unknown, path: ValuesPath, environment: DexEnvironment, version: DexVersion): Refusal[] {
  const shape = shapeProblems(password, STATIC_PASSWORD, path, {version, coerces: false})
  if (shape.length > 0) return refuse('wrong-type', shape)
  const hash = textAt(password, 'hash') || readVariable(environment, textAt(password, 'hashFromEnv'))
  const at = [...path, (isMap(password) && keyOf(password, 'hash')) || 'hash']
  if (hash === '') return refuse('password-hash-missing', [{path: at, says: 'no password hash provided'}])
  const problem = isUnknown(hash) ? undefined : bcryptProblem(hash, version)
  return problem === undefined ? [] : refuse('password-hash-malformed', [{path: at, says: `malformed bcrypt hash: ${problem}`}])
}

function connectorRefusals(connector: unknown, path: ValuesPath, environment: DexEnvironment, version: DexVersion): Refusal[] {
  const entry: Shape = {fields: {type: 'string', name: 'string', id: 'string'}}
  const shape = shapeProblems(connector ?? {}, entry, path, {version, coerces: false})
  if (shape.length > 0) return refuse('wrong-type', shape, 'parse connector: ')
  const map = isMap(connector) ? connector : {}
  const typeName = textAt(map, 'type')
  const type = findConnectorType(typeName)
  if (!type) {
    const at = [...path, keyOf(map, 'type') ?? 'type']
    return refuse('connector-type-unknown', [{path: at, says: `unknown connector type ${JSON.stringify(typeName)}`}])
  }
  return configRefusals(map, path, type.shape, 'connector', environment, version)
}

function storageRefusals(document: Values, environment: DexEnvironment, version: DexVersion): Refusal[] {
  const key = keyOf(document, 'storage')
  return key === undefined ? [] : typedRefusals(document[key], [key], STORAGES, 'storage', environment, version)
}

function signerRefusals(document: Values, environment: DexEnvironment, version: DexVersion): Refusal[] {
  const key = keyOf(document, 'signer')
  if (key === undefined || !isAtLeast(version, '2.45')) return []
  return typedRefusals(document[key], [key], SIGNERS, 'signer', environment, version)
}

/** A map with `type` and `config`; null is not absent here, it is a map without a type. */
function typedRefusals(
  value: unknown,
  path: ValuesPath,
  shapes: Readonly<Record<string, Shape>>,
  what: 'storage' | 'signer',
  environment: DexEnvironment,
  version: DexVersion,
): Refusal[] {
  const shape = shapeProblems(value ?? {}, {fields: {type: 'string'}}, path, {version, coerces: false})
  if (shape.length > 0) return refuse('wrong-type', shape, `parse ${what}: `)
  const map = isMap(value) ? value : {}
  const type = textAt(map, 'type')
  const known = Object.hasOwn(shapes, type) ? shapes[type] : undefined
  if (!known) {
    const at = [...path, keyOf(map, 'type') ?? 'type']
    return refuse(`${what}-type-unknown`, [{path: at, says: `unknown ${what} type ${JSON.stringify(type)}`}])
  }
  return configRefusals(map, path, known, what, environment, version)
}

function configRefusals(
  entry: Values,
  path: ValuesPath,
  shape: Shape,
  what: 'storage' | 'signer' | 'connector',
  environment: DexEnvironment,
  version: DexVersion,
): Refusal[] {
  const key = keyOf(entry, 'config')
  const config = key === undefined ? undefined : entry[key]
  if (key === undefined || config === null || config === undefined) return []
  if (!isMap(config)) {
    const expansion = 'unmarshal config for env expansion: '
    const says = isAtLeast(version, '2.42')
      ? `${expansion}json: cannot unmarshal ${jsonKind(config)} into Go value of type map[string]interface {}`
      : `parse ${what} config: json: cannot unmarshal ${jsonKind(config)} into Go value`
    return refuse('wrong-type', [{path: [...path, key], says}])
  }
  const expanded = expandDeep(config, environment)
  const problems = shapeProblems(expanded, shape, [...path, key], {version, coerces: false})
  return refuse('wrong-type', problems, `parse ${what} config: `)
}

function levelRefusals(document: Values, version: DexVersion): Refusal[] {
  const key = keyOf(document, 'logger')
  const logger = key === undefined ? undefined : document[key]
  if (key === undefined || !isMap(logger)) return []
  const levelKey = keyOf(logger, 'level')
  const level = levelKey === undefined ? undefined : logger[levelKey]
  if (levelKey === undefined || level === null) return []
  const path = [key, levelKey]
  if (!isAtLeast(version, '2.40')) {
    const text = textAt(logger, 'level')
    if (['', 'debug', 'info', 'error'].includes(text.toLowerCase())) return []
    const says = `invalid config: log level is not one of the supported values (debug, info, error): ${text}`
    return [{stage: 'log-format', rule: 'log-level-unknown', path, says}]
  }
  if (typeof level !== 'string') return refuse('log-level-unknown', [{path, says: 'invalid syntax'}])
  if (LOG_LEVEL.test(level)) return []
  return refuse('log-level-unknown', [{path, says: `slog: level string ${JSON.stringify(level)}: unknown name`}])
}
