import assert from 'node:assert/strict'
import type {StoredSecret} from '@cloudprem/chart'
import {extendSideFile} from '../../../src/init/secrets/extend-side-file.js'
import {renderSideFile} from '../../../src/init/secrets/render-side-file.js'
import {planSideFiles, type SideFile} from '../../../src/init/secrets/side-files.js'
import type {SecretsKind} from '../../../src/init/plan.js'

const OURS = `# Ours: edited by hand.
apiVersion: v1
kind: Secret
metadata:
    name: cloudprem-platform   # not the database
    namespace: formance-system
stringData:
    portal-cookie: 'kept'
data:
    console-cookie: b2xk   # "old"
---
apiVersion: v1
kind: ConfigMap
metadata: {name: cloudprem-platform}
`

function secret(key: string, value: string, isGenerated = true): StoredSecret {
  return {secret: 'cloudprem-platform', key, value, meaning: key, isGenerated}
}

function sides(
  kind: SecretsKind,
  stored: StoredSecret[],
  exists: (file: string) => boolean = () => false,
): SideFile[] & {next: string[]} {
  const place = {valuesFile: 'values.yaml', release: 'cloudprem', namespace: 'formance-system'}
  const {files, next} = planSideFiles({kind, stored, exists, ...place})
  return Object.assign(files, {next})
}

function extend(text: string, kind: SecretsKind, ...stored: StoredSecret[]): string {
  const [side] = sides(kind, stored)
  assert.ok(side)
  return extendSideFile(text, side)
}

describe('a file of Secrets that is there, with --merge', () => {
  it('gets the keys that it lacks, and every other byte stays', () => {
    const after = extend(OURS, 'kubernetes', secret('portal-cookie', 'fresh'), secret('portal-client', 'added'))
    assert.equal(after, OURS.replace("'kept'\n", "'kept'\n    portal-client: added\n"))
  })

  it('keeps a secret that is in it, in clear text or in base64, where a new one was to be made', () => {
    assert.equal(extend(OURS, 'kubernetes', secret('portal-cookie', 'fresh'), secret('console-cookie', 'fresh')), OURS)
    assert.equal(extend(OURS, 'kubernetes', secret('console-cookie', 'old', false)), OURS)
  })

  it('gets a Secret that it lacks as a document of its own', () => {
    const after = extend(OURS, 'sops', {...secret('token', 'jwt', false), secret: 'cloudprem-licence'})
    assert.ok(after.startsWith(`${OURS}---\n`))
    assert.match(after, /name: cloudprem-licence\n(.*\n)*stringData:\n {2}token: jwt\n$/)
  })

  it('is refused where the secret in use is another one than it has', () => {
    assert.throws(() => extend(OURS, 'kubernetes', secret('portal-cookie', 'inUse', false)), {
      message: /values\.secrets\.yaml has another value for portal-cookie/,
    })
  })

  it('is refused once it is encrypted, and names the way; what it has already needs no key', () => {
    const encrypted = OURS.replace("'kept'", 'ENC[AES256_GCM,data:x]').replace('---\n', 'sops:\n    mac: x\n---\n')
    assert.equal(extend(encrypted, 'sops', secret('portal-cookie', 'fresh')), encrypted)
    assert.throws(() => extend(encrypted, 'sops', secret('portal-client', 'added')), /is encrypted/)
    assert.throws(() => extend(encrypted, 'sops', {...secret('token', 'jwt'), secret: 'cloudprem-licence'}), {code: 'USAGE'})
  })

  it('is refused where it is something else', () => {
    assert.throws(() => extend('a: [\n', 'kubernetes', secret('portal-client', 'added')), /values\.secrets\.yaml is in the way/)
  })

  it('keeps what a store file holds, and what an ExternalSecret asks for', () => {
    const [manifest, store] = sides('external-secrets', [secret('portal-cookie', 'fresh'), secret('portal-client', 'added')])
    assert.ok(manifest && store)
    const before = {'cloudprem/platform': {'portal-cookie': 'kept'}, mine: {a: 'b'}}
    assert.deepEqual(JSON.parse(extendSideFile(JSON.stringify(before), store)), {
      'cloudprem/platform': {'portal-cookie': 'kept', 'portal-client': 'added'},
      mine: {a: 'b'},
    })
    assert.throws(() => extendSideFile('[]', store), {code: 'USAGE'})
    const [alone] = sides('external-secrets', [secret('portal-cookie', 'fresh')])
    assert.ok(alone)
    const written = renderSideFile(alone)
    const after = extendSideFile(written, manifest)
    assert.ok(after.startsWith(written.trimEnd()))
    assert.match(after, /secretKey: portal-client\n +remoteRef:\n +key: cloudprem\/platform\n +property: portal-client\n$/)
  })

  it('sealed before: the new keys are merged into what nobody can read', () => {
    const {next} = sides('sealed-secrets', [secret('portal-client', 'added')], (file) => file === 'values.sealed-platform.yaml')
    assert.ok(next.includes('kubeseal --format yaml --merge-into values.sealed-platform.yaml < values.secret-platform.yaml'))
  })
})
