import assert from 'node:assert/strict'
import {createRequire} from 'node:module'
import {isMap, type Values} from '@cloudprem/chart'
import Ajv from 'ajv'
import {loadAll} from 'js-yaml'
import {renderSideFile} from '../../src/init/secrets/render-side-file.js'
import {planSideFiles, type SideFiles} from '../../src/init/secrets/side-files.js'
import {planFor, scenariosFor, write} from './support/scenarios.js'

const require = createRequire(import.meta.url)
const VERSIONS = ['2.2.1', '3.20.1', '4.10.2']

/** As a Kubernetes API server prunes: what a schema does not name is no field. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (!isMap(schema)) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  const isOpen = 'additionalProperties' in schema || schema['x-kubernetes-preserve-unknown-fields'] === true
  return isMap(schema['properties']) && !isOpen ? {...inner, additionalProperties: false} : inner
}

function besideOf({plan, kind}: ReturnType<typeof scenariosFor>[number]): SideFiles {
  const {stored} = write(plan)
  const {release, namespace, secrets} = plan
  const store = secrets.store
  return planSideFiles({kind, stored, valuesFile: 'values.yaml', release, namespace, ...(store && {store}), exists: () => false})
}

const documentsOf = (beside: SideFiles) =>
  beside.files
    .filter(({format}) => format === 'yaml')
    .flatMap((file) => loadAll(renderSideFile(file)) as (Values & {metadata: {name: string; namespace: string}})[])

describe('what lies beside a values file without secrets', () => {
  it('for the External Secrets Operator: fits the published definition of external-secrets.io/v1, no field too many', () => {
    const ajv = new Ajv({unknownFormats: 'ignore'})
    const published = closed(require('./support/external-secret-v1.schema.json')) as {properties: Values}
    const fits = ajv.compile({...published, properties: {...published.properties, metadata: {type: 'object'}}})
    let count = 0
    for (const scenario of VERSIONS.flatMap(scenariosFor).filter(({kind}) => kind === 'external-secrets')) {
      for (const manifest of documentsOf(besideOf(scenario))) {
        assert.equal(manifest['apiVersion'], 'external-secrets.io/v1')
        assert.ok(fits(manifest), `${scenario.title}: ${ajv.errorsText(fits.errors)}`)
        const {spec} = manifest as unknown as {spec: object}
        assert.equal(fits({...manifest, spec: {...spec, secretStore: 'x'}}), false, 'a field too many is not noticed')
        count += 1
      }
    }
    assert.ok(count >= VERSIONS.length * 4)
  })

  it('for the other kinds: Secrets that Kubernetes takes, each name and key once, in the namespace of the release', () => {
    for (const scenario of VERSIONS.flatMap(scenariosFor)) {
      if (scenario.kind === 'inline' || scenario.kind === 'external-secrets') continue
      const secrets = documentsOf(besideOf(scenario))
      const names = secrets.map(({metadata}) => metadata.name)
      assert.equal(new Set(names).size, names.length, scenario.title)
      for (const {apiVersion, kind, metadata, type, stringData, ...more} of secrets) {
        assert.deepEqual([apiVersion, kind, type, metadata.namespace, more], ['v1', 'Secret', 'Opaque', 'formance-system', {}])
        assert.match(metadata.name, /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
        for (const [key, value] of Object.entries(stringData as Values)) {
          assert.match(key, /^[-._a-zA-Z0-9]+$/)
          assert.ok(typeof value === 'string' && value !== '', `${scenario.title}: ${metadata.name}.${key}`)
        }
      }
    }
  })

  it('holds every key that the values and Dex ask for, and no other', () => {
    for (const scenario of VERSIONS.flatMap(scenariosFor)) {
      if (scenario.kind === 'inline') continue
      const {values, stored} = write(scenario.plan)
      const held = new Set(stored.map(({secret, key}) => `${secret}/${key}`))
      assert.deepEqual([...askedFor(values)].sort(), [...held].sort(), scenario.title)
    }
  })

  it('is as much for each kind: only the way there differs', () => {
    const keys = (['kubernetes', 'sops', 'sealed-secrets'] as const).map((kind) =>
      write(planFor('4.10.2', {secrets: {kind}}))
        .stored.map(({secret, key}) => `${secret}/${key}`)
        .sort(),
    )
    assert.deepEqual(keys[1], keys[0])
    assert.deepEqual(keys[2], keys[0])
  })
})

/** `secret/key` of each existingSecret with its secretKeys, and of each variable's source. */
function askedFor(node: unknown): Set<string> {
  const asked = new Set<string>()
  const open: unknown[] = [node]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...(next as unknown[]))
    if (!isMap(next)) continue
    open.push(...Object.values(next).filter((value) => typeof value === 'object' && value !== null))
    const {existingSecret, secretKeys, secretKeyRef} = next
    if (typeof existingSecret === 'string') {
      assert.ok(isMap(secretKeys), `${existingSecret} without a key`)
      for (const key of Object.values(secretKeys)) asked.add(`${existingSecret}/${String(key)}`)
    }
    if (isMap(secretKeyRef)) asked.add(`${String(secretKeyRef['name'])}/${String(secretKeyRef['key'])}`)
  }
  return asked
}
