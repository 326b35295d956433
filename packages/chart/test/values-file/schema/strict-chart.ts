import type {ChartFiles, JsonSchema} from '@cloudprem/chart'

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'

/** A cloudprem chart whose schemas demand more than types, as those of other charts do. */
export const strictChart: ChartFiles = {
  name: 'cloudprem',
  version: '4.10.2',
  values: ['global:', '  serviceHost: ""', '  platform:', '    portal:', '      enabled: true', 'tags: {}', ''].join('\n'),
  schema: {$schema: DRAFT, type: 'object', properties: {global: {type: 'object', required: ['serviceHost']}}},
  children: [
    {
      key: 'portal',
      condition: 'global.platform.portal.enabled',
      chart: child('portal', 'replicas: 1\nlogLevel: info\nimage:\n  tag: v1\n', {
        $schema: DRAFT,
        $defs: {image: {type: 'object', properties: {tag: {type: 'string', pattern: '^v[0-9]'}, registry: {type: 'string'}}}},
        type: 'object',
        required: ['replicas', 'logLevel'],
        properties: {
          global: {type: 'object', properties: {serviceHost: {type: 'string', maxLength: 30}}},
          replicas: {type: 'integer', minimum: 1, maximum: 9, multipleOf: 1},
          logLevel: {enum: ['debug', 'info', 'error']},
          image: {$ref: '#/$defs/image'},
          port: {anyOf: [{type: 'integer'}, {type: 'string'}]},
          note: {type: ['string', 'null']},
          contact: {type: 'string', format: 'email'},
          names: {type: 'array', items: {type: 'string', minLength: 2}, minItems: 1, uniqueItems: true},
          storage: {
            oneOf: [
              {type: 'object', required: ['size'], properties: {size: {type: 'string'}}, additionalProperties: false},
              {type: 'object', required: ['claim'], properties: {claim: {type: 'string'}}, additionalProperties: false},
            ],
          },
          labels: {type: 'object', additionalProperties: {type: 'string'}},
          closed: {type: 'object', properties: {colour: {type: 'string'}}, additionalProperties: false},
        },
      }),
    },
    {key: 'events', tags: ['events'], chart: child('nats', 'port: 4222\n', {properties: {port: {type: 'integer'}}})},
  ],
}

function child(name: string, values: string, schema: JsonSchema): ChartFiles {
  return {name, version: '1.0.0', values, schema, children: []}
}
