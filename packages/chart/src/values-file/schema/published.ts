import cloudprem2 from '../../../schemas/cloudprem-2.2.1.values.schema.json' with {type: 'json'}
import cloudprem3 from '../../../schemas/cloudprem-3.20.1.values.schema.json' with {type: 'json'}
import cloudprem4 from '../../../schemas/cloudprem-4.10.2.values.schema.json' with {type: 'json'}
import console2 from '../../../schemas/console-1.2.0.values.schema.json' with {type: 'json'}
import console3 from '../../../schemas/console-2.3.1.values.schema.json' with {type: 'json'}
import consoleV32 from '../../../schemas/console-v3-1.2.0.values.schema.json' with {type: 'json'}
import consoleV33 from '../../../schemas/console-v3-2.8.0.values.schema.json' with {type: 'json'}
import consoleV34 from '../../../schemas/console-v3-3.7.1.values.schema.json' with {type: 'json'}
import membership2 from '../../../schemas/membership-1.2.0.values.schema.json' with {type: 'json'}
import membership3 from '../../../schemas/membership-2.11.2.values.schema.json' with {type: 'json'}
import membership4 from '../../../schemas/membership-3.6.2.values.schema.json' with {type: 'json'}
import portal2 from '../../../schemas/portal-1.2.0.values.schema.json' with {type: 'json'}
import portal3 from '../../../schemas/portal-2.8.0.values.schema.json' with {type: 'json'}
import portal4 from '../../../schemas/portal-3.7.1.values.schema.json' with {type: 'json'}
import type {KnownMajor} from '../../versions.js'

/** The part of JSON Schema that the published schemas use, and what is known of the keys of other charts. */
export interface ValuesSchema {
  type?: string
  properties?: Record<string, ValuesSchema>
  items?: ValuesSchema
  /** Keys beside `properties` are the user's own. Where there are no properties, all are. */
  open?: true
}

interface PublishedSchemas {
  /** Of the umbrella. */
  version: string
  umbrella: ValuesSchema
  /** By their key in values.yaml. */
  children: Record<string, ValuesSchema>
}

const schemas: Record<KnownMajor, PublishedSchemas> = {
  2: {
    version: '2.2.1',
    umbrella: cloudprem2,
    children: {membership: membership2, portal: portal2, console: console2, 'console-v3': consoleV32},
  },
  3: {
    version: '3.20.1',
    umbrella: cloudprem3,
    children: {membership: membership3, portal: portal3, console: console3, 'console-v3': consoleV33},
  },
  4: {
    version: '4.10.2',
    umbrella: cloudprem4,
    children: {membership: membership4, portal: portal4, 'console-v3': consoleV34},
  },
}

/** The version of this major whose schemas are here; the others of the major are judged by them when their own are not known. */
export function publishedSchemaVersion(major: KnownMajor): string {
  return schemas[major].version
}

/**
 * One schema for a whole values file: each child's below its key, and all their ideas of `global` laid together, as Helm
 * passes the globals to each.
 */
export function schemaOf(major: KnownMajor): ValuesSchema {
  const {umbrella, children} = schemas[major]
  return joinSchemas(umbrella, children)
}

/** The same from the schemas of any chart: its own, and those of its children by their key in the values. */
export function joinSchemas(umbrella: ValuesSchema, children: Record<string, ValuesSchema>): ValuesSchema {
  const globals = [umbrella, ...Object.values(children)].map(({properties}) => properties?.['global'] ?? {})
  return {...umbrella, type: 'object', properties: {...umbrella.properties, ...children, global: globals.reduce(mergeSchemas)}}
}

/** Everything that either of them has. */
export function mergeSchemas(one: ValuesSchema, other: ValuesSchema): ValuesSchema {
  const properties = {...one.properties}
  for (const [key, schema] of Object.entries(other.properties ?? {})) {
    properties[key] = Object.hasOwn(properties, key) ? mergeSchemas(properties[key] ?? {}, schema) : schema
  }
  return {...one, ...other, ...((one.properties ?? other.properties) && {properties})}
}
