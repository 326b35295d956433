import {isMap, type ValuesPath} from '@cloudprem/chart'
import {findConnectorType} from '../connectors/index.js'
import type {ConnectorType} from '../connectors/connector-type.js'
import {expandDeep} from '../judge/environment.js'
import {fieldAt, keyOf, listAt, spelledPath, textAt} from '../judge/fields.js'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'
import {duplicatesOf} from './duplicates.js'

/** Connectors that open, and with which a login fails or too many succeed. */
export function connectorProblems(subject: Subject): Problem[] {
  const {document} = subject
  const key = keyOf(document, 'connectors') ?? 'connectors'
  const connectors = listAt(document, key)
  const ids = connectors.map((connector) => textAt(connector, 'id'))
  return [
    ...connectors.flatMap((connector, index) => {
      const type = findConnectorType(textAt(connector, 'type'))
      return type ? eachConnector(subject, connector, type, [key, index]) : []
    }),
    ...ids.flatMap((id, index) => idProblems(subject, id, [key, index, 'id'])),
    ...duplicatesOf(ids).map(({value, index}): Problem => ({
      rule: 'connector-id-duplicate',
      severity: 'error',
      path: [key, index, 'id'],
      message: `two connectors have the id ${value}: the later one counts`,
      fix: 'give each an id of its own',
    })),
  ]
}

function idProblems({document}: Subject, id: string, path: ValuesPath): Problem[] {
  if (id === 'local' && textAt(document, 'enablePasswordDB') === 'true') {
    const message = 'the id local is that of the password database: one of the two cannot be used'
    return [{rule: 'connector-id-local', severity: 'error', path, message, fix: 'another id'}]
  }
  if (id === '' || /^[a-z0-9-]+$/i.test(id)) return []
  const message = `the id ${id} stands in addresses, where it must be escaped`
  return [{rule: 'connector-id-characters', severity: 'warning', path, message, fix: 'use letters, digits and hyphens'}]
}

function eachConnector(subject: Subject, connector: unknown, type: ConnectorType, path: ValuesPath): Problem[] {
  const configKey = isMap(connector) ? (keyOf(connector, 'config') ?? 'config') : 'config'
  const raw = fieldAt(connector, configKey) ?? {}
  const config = expandDeep(raw, subject.environment)
  const at = (field: ValuesPath | string): ValuesPath => [
    ...path,
    configKey,
    ...(typeof field === 'string' ? spelledPath(raw, field) : field.length > 0 ? spelledPath(raw, field.join('.')) : []),
  ]
  const traps = type.traps?.(config, {version: subject.version, now: subject.now, scopes: subject.surroundings?.scopes}) ?? []
  return [
    ...missingFields(config, type).map((field): Problem => ({
      rule: 'connector-field-missing',
      severity: 'error',
      path: at(field),
      message: `without ${field} every login through ${textAt(connector, 'id')} fails`,
      fix: `set ${field}`,
    })),
    ...redirectProblems(subject, config, type, at('redirectURI')),
    ...traps.map((trap): Problem => ({...trap, path: at(trap.path)})),
    ...fileProblems(subject, config, type, at),
    ...unknownFields(raw, type).map((field): Problem => ({
      rule: 'connector-field-unknown',
      severity: 'note',
      path: at([field]),
      message: `Dex's ${type.type} connector has no field ${field} and passes over it`,
    })),
  ]
}

function missingFields(config: unknown, type: ConnectorType): string[] {
  return type.neededToWork.filter((field) => textAt(config, field) === '')
}

/** Compared by Dex when somebody picks the connector, never at the start. */
function redirectProblems({document}: Subject, config: unknown, type: ConnectorType, path: ValuesPath): Problem[] {
  const redirect = textAt(config, 'redirectURI')
  const issuer = textAt(document, 'issuer')
  if (!type.redirects || redirect === '' || issuer === '' || redirect.includes('{{') || issuer.includes('{{')) return []
  const expected = `${issuer.replace(/\/$/, '')}/callback`
  if (redirect === expected) return []
  return [
    {
      rule: 'connector-redirect-differs',
      severity: 'error',
      path,
      message: `redirectURI is ${redirect} and must be ${expected}: whoever picks this connector sees an error`,
      fix: expected,
    },
  ]
}

function fileProblems(
  {surroundings}: Subject,
  config: unknown,
  type: ConnectorType,
  at: (field: string) => ValuesPath,
): Problem[] {
  if (!surroundings || surroundings.hasMounts) return []
  return (type.files ?? [])
    .filter((field) => textAt(config, field) !== '')
    .map((field) => ({
      rule: 'connector-file-not-mounted',
      severity: 'error',
      path: at(field),
      message: `${textAt(config, field)} is a file in Dex's container, and nothing is mounted there`,
      fix: `${type.shape.fields[`${field}Data`] ? `put its base64 into ${field}Data, or ` : ''}mount it: membership.dex.volumes, membership.dex.volumeMounts`,
    }))
}

function unknownFields(config: unknown, type: ConnectorType): string[] {
  if (!isMap(config)) return []
  const known = new Set(Object.keys(type.shape.fields).map((field) => field.toLowerCase()))
  return Object.keys(config).filter((field) => !known.has(field.toLowerCase()))
}
