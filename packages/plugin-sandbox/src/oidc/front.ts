import type {JWK} from 'jose'
import type {IncomingMessage} from 'node:http'
import {splitResource} from './resources.js'

/** More than fctl ever sends: its ID token hint grows with the organizations and stacks of the user. */
const BODY_LIMIT = 1024 * 1024

/** The body was larger than the server reads. */
export class BodyTooLarge extends Error {}

/**
 * Reads the form of a POST to the device authorization or token endpoint, turns what fctl sends into what the library
 * takes, and puts it back into the request.
 *
 * @throws BodyTooLarge
 */
export async function adaptRequest(request: IncomingMessage, path: string, issuer: string, signing: JWK): Promise<void> {
  const form = new URLSearchParams(await readBody(request))
  takeClientFromBasic(request, form)
  if (path === '/oauth/token') adaptTokenForm(form)
  else await adaptAuthorizationForm(form, issuer, signing)
  // An empty parameter is one that was not given; only an empty device code must stay an error.
  for (const [name, value] of [...form]) if (value === '' && name !== 'device_code') form.delete(name)
  putBack(request, Buffer.from(form.toString()))
}

/** fctl 3 authenticates its public client with HTTP Basic and an empty secret, which is no authentication at all. */
function takeClientFromBasic(request: IncomingMessage, form: URLSearchParams): void {
  const encoded = /^Basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (encoded === undefined) return
  const [client, secret] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  if (!client || secret) return
  delete request.headers.authorization
  if (!form.get('client_id')) form.set('client_id', decodeURIComponent(client))
}

/** The granted resource and scopes count at the token endpoint; what fctl repeats of them is half or foreign. */
function adaptTokenForm(form: URLSearchParams): void {
  form.delete('resource')
  if (form.get('grant_type') === 'refresh_token') form.delete('scope')
}

async function adaptAuthorizationForm(form: URLSearchParams, issuer: string, signing: JWK): Promise<void> {
  const hint = form.get('id_token_hint')
  // A hint of another sandbox, or from before a reset: without it the person approves in the browser, once.
  if (hint && !(await isSignedBy(hint, signing))) form.delete('id_token_hint')

  const resource = form.get('resource')
  if (!resource) return
  const split = splitResource(issuer, resource, form.get('organization_id') ?? undefined)
  form.set('resource', split.resource)
  form.set('scope', `${form.get('scope') ?? ''} ${split.scope}`.trim())
}

async function isSignedBy(token: string, {kty, n, e}: JWK): Promise<boolean> {
  const {compactVerify, importJWK} = await import('jose')
  try {
    await compactVerify(token, await importJWK({kty, n, e}, 'RS256'))
    return true
  } catch {
    // Not a token at all, or not ours.
    return false
  }
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
