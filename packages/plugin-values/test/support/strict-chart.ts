import {execFileSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {temporaryFolder} from '@cloudprem/testing'

const DRAFT = 'https://json-schema.org/draft/2020-12/schema'

const UMBRELLA = {
  $schema: DRAFT,
  type: 'object',
  properties: {global: {type: 'object', required: ['serviceHost'], properties: {serviceHost: {type: 'string', maxLength: 30}}}},
}

const PORTAL = {
  $schema: DRAFT,
  $defs: {image: {type: 'object', properties: {tag: {type: 'string', pattern: '^v[0-9]'}}}},
  type: 'object',
  required: ['logLevel'],
  properties: {
    replicas: {type: 'integer', minimum: 1},
    logLevel: {enum: ['debug', 'info']},
    image: {$ref: '#/$defs/image'},
    port: {anyOf: [{type: 'integer'}, {type: 'string'}]},
    contact: {type: 'string', format: 'email'},
    storage: {
      oneOf: [
        {type: 'object', required: ['size'], additionalProperties: false, properties: {size: {type: 'string'}}},
        {type: 'object', required: ['claim'], additionalProperties: false, properties: {claim: {type: 'string'}}},
      ],
    },
    closed: {type: 'object', properties: {colour: {type: 'string'}}, additionalProperties: false},
    global: {type: 'object', properties: {serviceHost: {type: 'string', pattern: '^[a-z.]*$'}}},
  },
}

/** A cloudprem chart in a folder whose schemas, its own and its child's, demand more than types. */
export function writeStrictChart(version = '4.9.1'): string {
  const folder = path.join(temporaryFolder(), 'cloudprem')
  write(folder, 'cloudprem', version, 'global:\n  serviceHost: ""\n  platform: {portal: {enabled: true}}\n', UMBRELLA, {
    dependencies: [{name: 'portal', version: '1.0.0', condition: 'global.platform.portal.enabled'}],
  })
  write(path.join(folder, 'charts/portal'), 'portal', '1.0.0', '# How much is said.\nlogLevel: info\nreplicas: 1\n', PORTAL)
  return folder
}

function write(folder: string, name: string, version: string, values: string, schema: object, more: object = {}): void {
  mkdirSync(path.join(folder, 'templates'), {recursive: true})
  writeFileSync(path.join(folder, 'Chart.yaml'), JSON.stringify({apiVersion: 'v2', name, version, ...more}))
  writeFileSync(path.join(folder, 'values.yaml'), values)
  writeFileSync(path.join(folder, 'values.schema.json'), JSON.stringify(schema))
}

/** The same packed, as `helm package` does. */
export function packChart(folder: string): string {
  const archive = path.join(temporaryFolder(), `${path.basename(folder)}.tgz`)
  execFileSync('tar', ['-czf', archive, '-C', path.dirname(folder), path.basename(folder)])
  return archive
}
