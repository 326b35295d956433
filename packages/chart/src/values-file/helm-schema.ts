import {defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED} from 'js-yaml'
import {isNull, readBoolean, readFloat, readInteger} from './plain-scalar.js'

const nullTag = defineScalarTag<null>('tag:yaml.org,2002:null', {
  implicit: true,
  resolve: (source) => (isNull(source) ? null : NOT_RESOLVED),
  identify: (data) => data === null,
})

const boolTag = defineScalarTag<boolean>('tag:yaml.org,2002:bool', {
  implicit: true,
  resolve: (source) => readBoolean(source) ?? NOT_RESOLVED,
  identify: (data) => typeof data === 'boolean',
})

const intTag = defineScalarTag<number>('tag:yaml.org,2002:int', {
  implicit: true,
  resolve: (source) => readInteger(source) ?? NOT_RESOLVED,
  identify: (data) => Number.isInteger(data),
})

const floatTag = defineScalarTag<number>('tag:yaml.org,2002:float', {
  implicit: true,
  resolve: (source) => readFloat(source) ?? NOT_RESOLVED,
  identify: (data) => typeof data === 'number',
})

/** How Helm reads plain scalars and merge keys. */
export const helmSchema = FAILSAFE_SCHEMA.withTags(nullTag, boolTag, intTag, floatTag, mergeTag)
