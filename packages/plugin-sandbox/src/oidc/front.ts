import type {JWK} from 'jose'
import type {IncomingMessage} from 'node:http'
import {hashSecret} from '../membership/machines.js'
import {OPERATIONS} from '../membership/scopes.js'
import {splitResource} from './resources.js'

/** More than fctl ever sends: its ID token hint grows with the organizations and stacks of the user, 200 bytes each. */
const BODY_LIMIT = 16 * 1024 * 1024

const ORGANIZATION_SCOPES = OPERATIONS.map((operation) => `organization:${operation}`)

/** The body was larger than the server reads. */
export class BodyTooLarge extends Error {}

export interface FrontOptions {
  issuer: string
  api: 2 | 3
  signing: JWK
}

/**
 * Reads the form of a POST to the device authorization, token or revocation endpoint, turns what clients send into what
 * the library takes, and puts it back into the request.
 *
 * @throws BodyTooLarge
 */
export async function adaptRequest(request: IncomingMessage, path: string, options: FrontOptions): Promise<void> {
  const form = new URLSearchParams(await readBody(request))
  takeClient(request, form)
  if (path === '/oauth/token') adaptTokenForm(form, options.api)
  if (path === '/device_authorization') await adaptAuthorizationForm(form, options)
  // An empty parameter is one that was not given; only an empty device code must stay an error.
  for (const [name, value] of [...form]) if (value === '' && name !== 'device_code') form.delete(name)
  putBack(request, Buffer.from(form.toString()))
}

/**
 * Brings the client's id and secret into the form, wherever they were. fctl 3 authenticates its public client with HTTP
 * Basic and an empty secret, which is no authentication at all; a machine's secret is compared by its hash.
 */
function takeClient(request: IncomingMessage, form: URLSearchParams): void {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (encoded !== undefined) {
    const [client = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(':').map(decodeBasic)
    delete request.headers.authorization
    if (!form.get('client_id')) form.set('client_id', client)
    if (secret !== '') form.set('client_secret', secret)
  }
  const secret = form.get('client_secret')
  if (secret) form.set('client_secret', hashSecret(secret))
}

/** Both parts of HTTP Basic are form-encoded (RFC 6749, 2.3.1); a stray percent sign means that they were not. */
function decodeBasic(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '))
  } catch {
    return part
  }
}

/** The granted resource and scopes count at the token endpoint; what fctl repeats of them is half or foreign. */
function adaptTokenForm(form: URLSearchParams, api: 2 | 3): void {
  form.delete('resource')
  if (form.get('grant_type') === 'refresh_token') form.delete('scope')
  if (form.get('grant_type') !== 'client_credentials' || api === 2) return
  // The Terraform provider names none (formancehq/terraform-provider-cloud pkg/tokenprovider.go); all are meant then.
  const scope = form.get('scope') ?? ''
  if (!scope.includes('organization:')) form.set('scope', [scope, ...ORGANIZATION_SCOPES].join(' ').trim())
}

async function adaptAuthorizationForm(form: URLSearchParams, {issuer, signing}: FrontOptions): Promise<void> {
  const hint = form.get('id_token_hint')
  // Without one, as with a hint of another sandbox or from before a reset, the person approves in the browser, once.
  if (hint) form.set('id_token_hint', (await shortenHint(hint, signing)) ?? '')

  const resource = form.get('resource')
  if (!resource) return
  const split = splitResource(issuer, resource, form.get('organization_id') ?? undefined)
  form.set('resource', split.resource)
  form.set('scope', `${form.get('scope') ?? ''} ${split.scope}`.trim())
}

/**
 * The hint without what it says of organizations: the library reads no more than 56 KiB, and with some hundred
 * organizations or stacks an ID token is larger. Undefined for one that is not ours.
 */
async function shortenHint(token: string, signing: JWK): Promise<string | undefined> {
  const {compactVerify, decodeJwt, importJWK, SignJWT} = await import('jose')
  const {kty, n, e} = signing
  try {
    await compactVerify(token, await importJWK({kty, n, e}, 'RS256'))
  } catch {
    return undefined
  }
  const claims = decodeJwt(token)
  delete claims['org']
  const header = {alg: 'RS256', ...(signing.kid !== undefined && {kid: signing.kid})}
  return new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(signing, 'RS256'))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > BODY_LIMIT) throw new BodyTooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Makes the request look unread: the library warns about a body that somebody else has parsed. */
function putBack(request: IncomingMessage, body: Buffer): void {
  request.headers['content-length'] = String(body.length)
  delete request.headers['transfer-encoding']
  Object.defineProperty(request, 'readable', {value: true})
  Object.defineProperty(request, 'iterator', {
    value: function* () {
      yield body
    },
  })
}
