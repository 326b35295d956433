import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'
import {judgeDexConfiguration} from '../../src/judge/judge-dex-configuration.js'
import {causeOf} from '../../src/judge/open-connectors.js'
import type {DexVersion} from '../../src/judge/version.js'

/** What the real Dex did with a configuration: v2.45.1, and other releases where they differ. */
interface Recorded {
  name: string
  config: unknown
  accepted: boolean
  message: string
  env?: Record<string, string>
  log?: string[]
  needs?: string
  otherVersions?: Record<string, {accepted: boolean; message: string}>
}

const recorded = JSON.parse(readFileSync(new URL('../fixtures/dex-verdicts.json', import.meta.url), 'utf8')) as Recorded[]

/** Where the real Dex was recorded nothing answered and no file existed: a configuration alone cannot tell. */
const CANNOT_TELL = new Set([
  'storage-postgres-no-config',
  'storage-postgres-unreachable',
  'storage-postgres-missing-cafile',
  'storage-sqlite3-unwritable',
  'storage-kubernetes-in-cluster-outside',
  'web-https-cert-files-missing',
  'frontend-dir-missing',
  'saml-ca-file-missing',
  'ldap-root-ca-missing',
  'ldap-client-cert-files-missing',
  'oauth-root-ca-missing-file',
  'oidc-unreachable-issuer',
  'oidc-unreachable-strict',
  'google-without-config',
  ...recorded.filter(({needs}) => needs !== undefined).map(({name}) => name),
])
/** The same, where an older Dex starts only when every connector opens. */
const CANNOT_TELL_BEFORE_2_45 = new Set([...CANNOT_TELL, 'oidc-unreachable-but-password-db'])

const VERSIONS: [DexVersion, string][] = [
  ['2.45', '2.45.1'],
  ['2.44', '2.44.0'],
  ['2.39', '2.39.1'],
]

/** Go's names of structs and fields, which say nothing to anybody, taken out of a message. */
function fixedPart(message: string): string {
  return message
    .replaceAll(
      / into Go (struct field \S+|value) of type (\[\]struct|struct|main\.\S+|storage\.\S+|\[\]main\.\S+)/g,
      ' into a struct',
    )
    .replaceAll(/ into Go struct field \S+/g, ' into Go struct field')
}

describe('judgeDexConfiguration', () => {
  it('knows all of the recorded configurations', () => assert.equal(recorded.length, 235))

  for (const [version, release] of VERSIONS) {
    describe(`agrees with the real Dex ${release}`, () => {
      for (const each of recorded) {
        const expected = each.otherVersions?.[release] ?? each
        const cannotTell = (version === '2.45' ? CANNOT_TELL : CANNOT_TELL_BEFORE_2_45).has(each.name)
        const verdict = () => judgeDexConfiguration(each.config, {env: {variables: each.env ?? {}, hasOthers: false}, version})

        it(`on ${each.name}`, () => {
          if (cannotTell) {
            assert.equal(verdict().accepted, undefined)
            assert.notEqual(verdict().unknowns.length, 0, 'it must say on what the start depends')
            return
          }
          assert.equal(verdict().accepted, expected.accepted, verdict().message)
          if (version === '2.45') assert.equal(fixedPart(verdict().message), fixedPart(expected.message))
        })
      }
    })
  }

  for (const each of recorded.filter(({log}) => log?.some((line) => line.includes('Failed to open connector')))) {
    if (CANNOT_TELL_BEFORE_2_45.has(each.name)) continue
    it(`gives Dex's reason for the connector that does not open in ${each.name}`, () => {
      const verdict = judgeDexConfiguration(each.config)
      assert.deepEqual(
        verdict.tolerated.map((failure) => `error: server: Failed to open connector: ${causeOf(failure)}`),
        each.log,
      )
    })
  }
})
