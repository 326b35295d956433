import assert from 'node:assert/strict'
import {isSecretKey, redactData, redactText, registerSecret} from '../../src/output/redact.js'

describe('redactText', () => {
  for (const [what, text, secret] of [
    ['a JWT', 'token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl sent', 'c2lnbmF0dXJl'],
    ['the password in a URL', 'postgresql://formance:s3cr3t-pw@db:5432/formance', 's3cr3t-pw'],
    ['a bearer header', 'authorization: Bearer abcdef123456', 'abcdef123456'],
    [
      'a bcrypt hash',
      'hash $2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W',
      '2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W',
    ],
    ['a quoted password with blanks', `host=db password='it\\'s s3cr3t, really' dbname=formance`, 'really'],
    ['a form field', 'grant_type=refresh_token&refresh_token=rt-0123456789&scope=openid', 'rt-0123456789'],
  ] as const) {
    it(`masks ${what}`, () => {
      const redacted = redactText(text)

      assert.ok(!redacted.includes(secret), redacted)
      assert.match(redacted, /•/)
    })
  }

  it('masks a value that was registered, wherever it stands', () => {
    registerSecret('kX9-unmistakable')

    assert.equal(redactText('it is kX9-unmistakable here'), 'it is •••••• here')
  })

  it('leaves text without secrets as it is', () => {
    const text = 'Organization qwertyuiopas at https://membership.formance.example/api, secretName: formance-tls'

    assert.equal(redactText(text), text)
  })
})

describe('redactData', () => {
  it('masks secret fields at any depth and keeps the others', () => {
    const redacted = redactData({membership: {config: {oidc: {clientId: 'membership', clientSecret: 'abcdefgh'}}}, hosts: ['a']})

    assert.deepEqual(redacted, {membership: {config: {oidc: {clientId: 'membership', clientSecret: '••••••'}}}, hosts: ['a']})
  })

  it('knows names that only look like secrets', () => {
    assert.ok(!isSecretKey('secretName'))
    assert.ok(!isSecretKey('existingSecret'))
    assert.ok(isSecretKey('encryptionKey'))
    assert.ok(isSecretKey('postgresPassword'))
  })
})
