import {Hono} from 'hono'
import {findUser} from '../membership/accounts.js'
import {authenticated, callerOf, type RestEnv, type RestOptions} from './authorize.js'
import {invitations} from './invitations.js'
import {logs} from './logs.js'
import {me} from './me.js'
import {organizations} from './organizations.js'
import {policies} from './policies.js'
import {regions} from './regions.js'
import {stacks} from './stacks.js'
import {users} from './users.js'

/** The newest Membership of each generation that was published when this was written; clients tell them apart by it. */
const VERSIONS = {2: 'v1.11.1', 3: 'v2.5.0'}

/** Membership's REST API, below the issuer, and userinfo. */
export function restApp(options: RestOptions): Hono<RestEnv> {
  const {database, api, origin, verify} = options
  const app = new Hono<RestEnv>()

  app.get('/_info', (context) => context.json({version: VERSIONS[api], capabilities: [], consoleURL: origin}))
  // The library's own endpoint refuses access tokens that are JWTs, the only ones that fctl can use.
  app.get('/userinfo', async (context) => {
    const caller = await callerOf(context, verify)
    const user = caller && (await findUser(database, caller.userId))
    if (user) return context.json({sub: user.id, email: user.email, email_verified: true})
    return context.json({error: 'invalid_token', error_description: 'access token missing, expired or not ours'}, 401)
  })

  for (const path of ['/organizations', '/organizations/*', '/me', '/me/*']) app.use(path, authenticated(options))
  app.route('/me', me(options))
  app.route('/organizations', organizations(options))
  for (const part of [users, invitations, regions, stacks, logs]) app.route('/organizations', part(options))
  if (api === 3) app.route('/organizations', policies(options))
  return app
}
