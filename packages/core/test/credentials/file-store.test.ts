import assert from 'node:assert/strict'
import {readFileSync, statSync} from 'node:fs'
import {temporaryFolder} from '@cloudprem/testing'
import type {Credentials} from '../../src/credentials/credential-store.js'
import {FileCredentialStore} from '../../src/credentials/file-store.js'
import {redactText} from '../../src/output/redact.js'

const credentials: Credentials = {
  membershipUri: 'https://membership.formance.example/api',
  accessToken: 'access-token-of-the-test',
  refreshToken: 'refresh-token-of-the-test',
  idToken: 'id-token-of-the-test',
  expiresAtMs: 1_800_000_000_000,
  subject: 'u1',
}

describe('FileCredentialStore', () => {
  it('keeps tokens by profile, readable by their owner only', async () => {
    const store = new FileCredentialStore(temporaryFolder())

    await store.update('demo', () => Promise.resolve(credentials))

    assert.deepEqual(await store.find('demo'), credentials)
    assert.equal(await store.find('other'), undefined)
    assert.equal(statSync(store.place).mode & 0o777, 0o600)
  })

  it('forgets a login and keeps the others', async () => {
    const store = new FileCredentialStore(temporaryFolder())
    await store.update('demo', () => Promise.resolve(credentials))
    await store.update('prod', () => Promise.resolve(credentials))

    await store.update('demo', () => Promise.resolve(undefined))

    assert.equal(await store.find('demo'), undefined)
    assert.deepEqual(await store.find('prod'), credentials)
  })

  it('stores nothing when the change fails', async () => {
    const store = new FileCredentialStore(temporaryFolder())
    await store.update('demo', () => Promise.resolve(credentials))
    const before = readFileSync(store.place, 'utf8')

    await assert.rejects(
      store.update('demo', () => Promise.reject(new Error('refused'))),
      /refused/,
    )

    assert.equal(readFileSync(store.place, 'utf8'), before)
  })

  it('lets one refresh happen at a time: the second sees what the first stored', async () => {
    const store = new FileCredentialStore(temporaryFolder())
    await store.update('demo', () => Promise.resolve(credentials))
    const seen: (string | undefined)[] = []
    const refresh = (next: string) =>
      store.update('demo', (present) => {
        seen.push(present?.refreshToken)
        return Promise.resolve({...credentials, refreshToken: next})
      })

    await Promise.all([refresh('next-refresh-token-1'), refresh('next-refresh-token-2')])

    assert.equal(new Set(seen).size, 2)
  })

  it('makes every stored token unprintable', async () => {
    const store = new FileCredentialStore(temporaryFolder())
    await store.update('demo', () => Promise.resolve({...credentials, accessToken: 'kept-out-of-print-1'}))
    await store.find('demo')

    assert.equal(redactText('it was kept-out-of-print-1'), 'it was ••••••')
  })
})
