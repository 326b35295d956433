import assert from 'node:assert/strict'
import {approve} from '@cloudprem/testing'
import {judge} from './openapi.js'
import {OPERATIONS} from '../../src/membership/scopes.js'

export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'
export const BASIC_FCTL = `Basic ${Buffer.from('fctl:').toString('base64')}`
export const ORGANIZATION_SCOPES = OPERATIONS.filter((operation) => operation !== 'UpdateFeatures')
  .map((operation) => `organization:${operation}`)
  .join(' ')

/** fctl 2.10.1's first request of a login, and fctl 3.8.0's. */
export const LOGIN_FORM = {
  2: {
    client_assertion: '',
    client_assertion_type: '',
    client_id: 'fctl',
    client_secret: '',
    scope: 'openid email offline_access supertoken accesses',
  },
  3: {prompt: 'no-org', scope: 'openid offline_access accesses on_behalf'},
}

export interface Answer<Body> {
  status: number
  headers: Headers
  /** Parsed where it is JSON, else the text. */
  body: Body
}

export interface DeviceAuthorization {
  device_code: string
  user_code: string
  verification_uri_complete: string
  interval: number
}

export interface Tokens {
  access_token: string
  id_token: string
  refresh_token: string
  expires_in: number
  scope: string
  token_type: string
}

/** Of the token endpoint: the tokens, or why there are none. */
export type TokenAnswer = Answer<Tokens & {error?: string; error_description?: string}>

/** The caller says what body to expect and asserts what matters of it; the published API says the rest. */
export async function request<Body = unknown>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init)
  const text = await response.text()
  const contentType = response.headers.get('content-type') ?? ''
  const body: unknown = contentType.includes('json') ? JSON.parse(text) : text
  judge(url, {method: init.method ?? 'GET', status: response.status, contentType, body})
  return {status: response.status, headers: response.headers, body: body as Body}
}

export function post<Body = unknown>(
  url: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer<Body>> {
  return request(url, {method: 'POST', body: new URLSearchParams(form), headers})
}

/** The device authorization request of one generation's fctl, with further parameters. */
export function authorizeDevice(
  uri: string,
  api: 2 | 3,
  form: Record<string, string> = LOGIN_FORM[api],
): Promise<Answer<DeviceAuthorization>> {
  return post(`${uri}/device_authorization`, form, api === 3 ? {authorization: BASIC_FCTL} : {})
}

export function poll(uri: string, deviceCode: string): Promise<TokenAnswer> {
  return post(`${uri}/oauth/token`, {client_id: 'fctl', client_secret: '', grant_type: DEVICE_GRANT, device_code: deviceCode})
}

export function refresh(uri: string, refreshToken: string, form: Record<string, string> = {}): Promise<TokenAnswer> {
  return post(`${uri}/oauth/token`, {client_id: 'fctl', grant_type: 'refresh_token', refresh_token: refreshToken, ...form})
}

/** A whole login, approved on the page by `email`. */
export async function logIn(uri: string, api: 2 | 3, email: string): Promise<Tokens> {
  const started = await authorizeDevice(uri, api)
  assert.equal(await approve(started.body.verification_uri_complete, email), 200)
  const {status, body} = await poll(uri, started.body.device_code)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

/** The token of one organization, got by an ID token instead of a click, as fctl 3 does. */
export async function logInToOrganization(
  uri: string,
  idToken: string,
  organizationId: string,
  scopes = ORGANIZATION_SCOPES,
): Promise<Tokens> {
  const started = await authorizeDevice(uri, 3, {
    organization_id: organizationId,
    id_token_hint: idToken,
    scope: `${scopes} openid offline_access`,
  })
  const {status, body} = await poll(uri, started.body.device_code)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

export function get<Body = unknown>(uri: string, path: string, token: string): Promise<Answer<Body>> {
  return request(uri + path, {headers: {authorization: `Bearer ${token}`}})
}

export function send<Body = unknown>(
  uri: string,
  method: string,
  path: string,
  token: string,
  json?: unknown,
): Promise<Answer<Body>> {
  return request(uri + path, {
    method,
    headers: {authorization: `Bearer ${token}`, ...(json !== undefined && {'content-type': 'application/json'})},
    ...(json !== undefined && {body: JSON.stringify(json)}),
  })
}

/** A part of a JWT: 0 the header, 1 the claims. */
export function decode(token: string, part: 0 | 1 = 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[part] ?? '', 'base64url').toString('utf8')) as Record<string, unknown>
}
