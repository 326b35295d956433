import {isMap, valueAt, type Values} from '@cloudprem/chart'
import {EditRefusal, editValues, readEditable, type ValuesEdit} from '@cloudprem/chart/edit'
import {CloudpremError} from '@cloudprem/core'
import {renderDocuments} from './render-side-file.js'
import type {SideFile} from './side-files.js'

/** What is to be put into a document that is there. */
interface Addition {
  edits: ValuesEdit[]
  /** Keys that have another value there than the one that is in force. */
  conflicts: string[]
}

/**
 * The text of a side file that is there, with the secrets that it lacks: nothing that it holds goes or changes, and a secret
 * that was to be new stays what it is there.
 *
 * @throws CloudpremError `USAGE` (exit 2) where it is encrypted, is not such a file, or has another value for a secret in use
 */
export function extendSideFile(text: string, side: SideFile): string {
  if (side.format === 'json') return extendStore(text, side)
  // Every second part is a line between two documents.
  const parts = text.split(/(^---[^\n]*\n)/m)
  const missing: Values[] = []
  for (const document of side.documents) {
    const index = parts.findIndex((part, place) => place % 2 === 0 && isSameObject(read(part, side.file), document))
    if (index < 0) {
      missing.push(document)
      continue
    }
    const part = parts[index] ?? ''
    const values = read(part, side.file)
    const {edits, conflicts} = additionTo(values, document, side)
    if (isMap(values['sops']) && edits.length + conflicts.length > 0) throw encrypted(side.file)
    refuse(conflicts, side.file)
    parts[index] = editValues(part, edits)
  }
  if (missing.length === 0) return parts.join('')
  if (parts.some((part, place) => place % 2 === 0 && isMap(read(part, side.file)['sops']))) throw encrypted(side.file)
  const whole = parts.join('')
  const hasDocument = parts.some((part, place) => place % 2 === 0 && Object.keys(read(part, side.file)).length > 0)
  return `${whole}${whole === '' || whole.endsWith('\n') ? '' : '\n'}${hasDocument ? '---\n' : ''}${renderDocuments(missing)}`
}

function additionTo(present: Values, document: Values, {generated}: SideFile): Addition {
  const addition: Addition = {edits: [], conflicts: []}
  for (const [key, value] of Object.entries(mapAt(document, 'stringData'))) {
    const there = valueAt(present, ['stringData', key]) ?? decoded(valueAt(present, ['data', key]))
    if (there === undefined) addition.edits.push({path: ['stringData', key], value})
    else if (there !== value && !generated.has(String(value))) addition.conflicts.push(key)
  }
  const [entries, theirs] = [listAt(document, 'spec.data'), listAt(present, 'spec.data')]
  for (const entry of entries) {
    const isThere = theirs.some((each) => valueAt(each, 'secretKey') === valueAt(entry, 'secretKey'))
    if (!isThere) addition.edits.push({path: ['spec', 'data'], append: entry})
  }
  return addition
}

/** The file for a secret store: properties by remote key. */
function extendStore(text: string, {documents, file, generated}: SideFile): string {
  const store = parseStore(text, file)
  const conflicts: string[] = []
  for (const [remoteKey, properties] of documents.flatMap((document) => Object.entries(document))) {
    const there = mapAt(store, remoteKey)
    for (const [key, value] of Object.entries(isMap(properties) ? properties : {})) {
      if (there[key] === undefined) there[key] = value
      else if (there[key] !== value && !generated.has(String(value))) conflicts.push(`${remoteKey} ${key}`)
    }
    store[remoteKey] = there
  }
  refuse(conflicts, file)
  return `${JSON.stringify(store, null, 2)}\n`
}

function parseStore(text: string, file: string): Values {
  try {
    const store: unknown = JSON.parse(text)
    if (isMap(store)) return store
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw notOurs(file, 'it is no JSON object')
}

function read(part: string, file: string): Values {
  try {
    return readEditable(part).file.values
  } catch (error) {
    if (!(error instanceof EditRefusal)) throw error
    throw notOurs(file, error.reason ?? error.message)
  }
}

function isSameObject(present: Values, document: Values): boolean {
  return present['kind'] === document['kind'] && valueAt(present, 'metadata.name') === valueAt(document, 'metadata.name')
}

function mapAt(values: Values, key: string): Values {
  const map = values[key]
  return isMap(map) ? map : {}
}

function listAt(values: Values, path: string): unknown[] {
  const list = valueAt(values, path)
  return Array.isArray(list) ? (list as unknown[]) : []
}

function decoded(value: unknown): string | undefined {
  return typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : undefined
}

function refuse(conflicts: readonly string[], file: string): void {
  if (conflicts.length === 0) return
  throw new CloudpremError({
    code: 'USAGE',
    message: `${file} has another value for ${conflicts.join(', ')} than it is to hold; nothing was written`,
    hint: `remove from ${file} what is out of date, and run the same command again`,
    details: {file, keys: conflicts},
  })
}

function encrypted(file: string): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `${file} is encrypted, and lacks a secret that is to be in it; nothing was written`,
    hint: [`sops decrypt --in-place ${file}`, 'the same command again, which tells how to encrypt it'],
    details: {file},
  })
}

function notOurs(file: string, reason: string): CloudpremError {
  return new CloudpremError({
    code: 'USAGE',
    message: `${file} is in the way: the secrets cannot be put into it`,
    reason,
    hint: `mv ${file} ${file}.old`,
    details: {file},
  })
}
