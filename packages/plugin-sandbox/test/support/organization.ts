import {decode, get, logIn, logInToOrganization, send, type Answer, type Tokens} from './client.js'
import {OPERATIONS} from '../../src/membership/scopes.js'
import type {TestMembership} from './membership.js'

const ALL_SCOPES = OPERATIONS.map((operation) => `organization:${operation}`).join(' ')

/** An organization and a person who owns it, with calls that have the right token for either generation. */
export interface TestOrganization {
  id: string
  ownerId: string
  login: Tokens
  get: <Body = unknown>(path: string) => Promise<Answer<Body>>
  /** `path` is below the organization. */
  send: <Body = unknown>(method: string, path: string, json?: unknown) => Promise<Answer<Body>>
}

export async function startOrganization(
  {uri}: TestMembership,
  api: 2 | 3,
  email = 'ops@acme.example',
): Promise<TestOrganization> {
  const login = await logIn(uri, api, email)
  const id = (decode(login.id_token)['org'] as {id: string}[])[0]?.id ?? ''
  const token = api === 2 ? login.access_token : (await logInToOrganization(uri, login.id_token, id, ALL_SCOPES)).access_token
  return {
    id,
    ownerId: String(decode(login.access_token)['sub']),
    login,
    get: (path) => get(uri, `/organizations/${id}${path}`, token),
    send: (method, path, json) => send(uri, method, `/organizations/${id}${path}`, token, json),
  }
}

/** The id in an answer's `data`. */
export async function idOf(answer: Promise<Answer<unknown>>): Promise<string> {
  const {body} = (await answer) as Answer<{data: {id: string | number}}>
  return String(body.data.id)
}
