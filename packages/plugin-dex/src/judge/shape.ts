import {isMap, type ValuesPath} from '@cloudprem/chart'
import {base64Problem} from '../go/base64.js'
import {isUnknown} from './environment.js'
import {keyOf} from './fields.js'
import {isAtLeast, type DexVersion} from './version.js'

/** The Go type that a field is decoded into. */
export type FieldType = 'string' | 'bool' | 'int' | 'uint16' | 'bytes' | 'string[]' | 'object[]' | 'map<string>' | Shape

/** A field, or a field with the release that brought it (`main` when none has it). */
export type Field = FieldType | {type: FieldType; since: string}

/** Fields of a Go struct by name. Names match in any case; what is not listed is ignored. */
export interface Shape {
  fields: Readonly<Record<string, Field>>
}

export interface ShapeProblem {
  path: ValuesPath
  says: string
}

export interface DecodeOptions {
  version: DexVersion
  /** Numbers and booleans become strings where a string is wanted: only in the plain parts of the document. */
  coerces: boolean
}

/** What Go's JSON decoder says about `value` as `type`. Null is an absent value. */
export function shapeProblems(value: unknown, type: FieldType, path: ValuesPath, options: DecodeOptions): ShapeProblem[] {
  if (value === null || value === undefined) return []
  if (typeof type === 'object') return structProblems(value, type, path, options)
  const problem = (goType: string): ShapeProblem[] => [{path, says: cannotUnmarshal(value, path, goType)}]
  switch (type) {
    case 'string':
      return typeof value === 'string' || (options.coerces && isScalar(value)) ? [] : problem('string')
    case 'bool':
      return typeof value === 'boolean' ? [] : problem('bool')
    case 'int':
      return Number.isInteger(value) ? [] : problem('int')
    case 'uint16':
      return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535 ? [] : problem('uint16')
    case 'bytes':
      return bytesProblems(value, path)
    case 'string[]':
      if (!Array.isArray(value)) return problem('[]string')
      return value.flatMap((each, index) => shapeProblems(each, 'string', [...path, index], options))
    case 'object[]':
      if (!Array.isArray(value)) return problem('[]struct')
      return value.flatMap((each, index) =>
        each === null || isMap(each) ? [] : [{path: [...path, index], says: cannotUnmarshal(each, path, 'struct')}],
      )
    case 'map<string>':
      if (!isMap(value)) return problem('map[string]string')
      return Object.entries(value).flatMap(([key, each]) => shapeProblems(each, 'string', [...path, key], options))
  }
}

/** The field called `name` at this version. */
export function fieldType(field: Field, version: DexVersion): FieldType | undefined {
  if (typeof field === 'string' || 'fields' in field) return field
  return isAtLeast(version, field.since) ? field.type : undefined
}

export function cannotUnmarshal(value: unknown, path: ValuesPath, goType: string): string {
  const number = typeof value === 'number' && goType === 'uint16' ? ` ${value}` : ''
  const field = path.filter((step) => typeof step === 'string').join('.')
  return `json: cannot unmarshal ${jsonKind(value)}${number} into Go struct field ${field} of type ${goType}`
}

export function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return typeof value === 'boolean' ? 'bool' : typeof value
}

function structProblems(value: unknown, {fields}: Shape, path: ValuesPath, options: DecodeOptions): ShapeProblem[] {
  if (!isMap(value)) return [{path, says: cannotUnmarshal(value, path, 'struct')}]
  return Object.entries(fields).flatMap(([name, field]) => {
    const key = keyOf(value, name)
    const type = fieldType(field, options.version)
    return key === undefined || type === undefined ? [] : shapeProblems(value[key], type, [...path, key], options)
  })
}

function bytesProblems(value: unknown, path: ValuesPath): ShapeProblem[] {
  if (typeof value !== 'string') return [{path, says: cannotUnmarshal(value, path, '[]uint8')}]
  if (isUnknown(value)) return []
  const says = base64Problem(value)
  return says === undefined ? [] : [{path, says}]
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
