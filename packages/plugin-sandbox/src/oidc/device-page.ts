import {Hono} from 'hono'
import {secureHeaders} from 'hono/secure-headers'
import type Provider from 'oidc-provider'
import type {DeviceCode} from 'oidc-provider'
import {parseEmail, signIn, type User} from '../membership/accounts.js'
import type {Database} from '../membership/database.js'
import {findMember} from '../membership/members.js'
import {approve, deny} from './approval.js'
import {renderForm, renderMessage, type FormContent, type Message} from './page-html.js'

export interface DevicePageOptions {
  provider: Provider
  database: Database
  api: 2 | 3
  issuer: string
}

/**
 * Nothing but the page's own style; and no page of another site may put it into a frame, to have it clicked there. The
 * referrer stays on: without one a browser calls the origin of a form `null`.
 */
const HEADERS = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  strictTransportSecurity: false,
}

const NO_ADDRESS = 'Who are you?'

type Status = 200 | 400 | 403 | 404 | 409 | 410

/** The page on which a person approves a login. Looking at it changes nothing; only its form does. */
export function devicePage(options: DevicePageOptions): Hono {
  const {provider, database, issuer} = options
  const page = new Hono()
  const origin = new URL(issuer).origin
  page.use('/device', secureHeaders(HEADERS))
  page.use('/device', async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })

  page.get('/device', async (context) => {
    const userCode = context.req.query('user_code') ?? ''
    const code = userCode === '' ? undefined : await findCode(provider, userCode)
    const problem = userCode === '' ? undefined : problemOf(code)
    if (problem) return context.html(renderMessage(problem), problem.status)
    return context.html(renderForm(await formContent(database, userCode, code)))
  })

  page.post('/device', async (context) => {
    // A page of another site must not approve a login in the name of whoever visits it.
    const from = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    if ((from !== undefined && from !== origin) || (site !== undefined && !['same-origin', 'none'].includes(site))) {
      return context.html(renderMessage({title: 'Refused', text: `This form was sent from ${from ?? 'another site'}.`}), 403)
    }
    const form = await context.req.parseBody()
    const given = {
      userCode: asText(form['user_code']),
      email: asText(form['email']),
      decision: asText(form['decision']),
    }
    const outcome = await decide(options, given)
    if (outcome.title !== NO_ADDRESS) return context.html(renderMessage(outcome), outcome.status)
    const content = await formContent(database, given.userCode, await findCode(provider, given.userCode))
    return context.html(renderForm({...content, wrongEmail: {email: given.email, text: outcome.text}}), outcome.status)
  })
  return page
}

async function decide(
  {provider, database, api}: DevicePageOptions,
  given: {userCode: string; email: string; decision: string},
): Promise<Message & {status: Status}> {
  const code = await findCode(provider, given.userCode)
  const problem = problemOf(code)
  if (problem || !code) return problem ?? UNKNOWN
  if (given.decision === 'deny') {
    await deny(code)
    return {status: 200, title: 'Login refused', text: 'The waiting program was told so. You can close this page.'}
  }
  if (given.decision !== 'approve') return {status: 400, title: 'Nothing decided', text: 'Choose Approve or Deny.'}
  const email = parseEmail(given.email)
  if (email === undefined) {
    return {status: 400, title: NO_ADDRESS, text: `"${given.email}" is not an e-mail address.`}
  }
  const user = await signIn(database, email)
  const organizationId = code.params.organization_id
  if (organizationId !== undefined && !(await findMember(database, organizationId, user.id))) {
    return {status: 403, title: 'Not a member', text: `${email} does not belong to organization ${organizationId}.`}
  }
  await approve(provider, api, code, user.id)
  return {status: 200, title: `Logged in as ${email}`, text: 'You can close this page and go back to the terminal.'}
}

const UNKNOWN = {status: 404 as const, title: 'Unknown code', text: 'No program is waiting with this code. Is it typed right?'}

function problemOf(code: DeviceCode | undefined): (Message & {status: Status}) | undefined {
  if (!code) return UNKNOWN
  if (code.accountId || code.error) return {status: 409, title: 'Already used', text: 'This code was answered before.'}
  if (code.isExpired) return {status: 410, title: 'Too late', text: 'This code has expired. Start the login again.'}
  return undefined
}

async function findCode(provider: Provider, userCode: string): Promise<DeviceCode | undefined> {
  const letters = userCode.toUpperCase().replace(/[^A-Z]/g, '')
  return provider.DeviceCode.findByUserCode(letters, {ignoreExpiration: true})
}

/** As the client shows it: `XXXX-XXXX`. */
function mask(userCode: string): string {
  const letters = userCode.toUpperCase().replace(/[^A-Z]/g, '')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

async function listUsers(database: Database): Promise<string[]> {
  const users = await database.rows<User>(
    `select id, email from membership.users where email is not null order by created_at limit 20`,
  )
  return users.map(({email}) => email)
}

async function formContent(database: Database, userCode: string, code: DeviceCode | undefined): Promise<FormContent> {
  const organization = await nameOfOrganization(database, code?.params.organization_id)
  const knownUsers = await listUsers(database)
  return {userCode: userCode && mask(userCode), ...(organization && {organization}), knownUsers}
}

async function nameOfOrganization(database: Database, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined
  const row = await database.row<{name: string | null}>('select name from membership.organizations where id = $1', [id])
  return row?.name ? `${row.name} (${id})` : id
}

function asText(field: unknown): string {
  return typeof field === 'string' ? field : ''
}
