import {Hono} from 'hono'
import {findUser} from '../membership/accounts.js'
import {applications} from './applications.js'
import {authenticationProvider} from './authentication-provider.js'
import {authenticated, callerOf, type RestEnv, type RestOptions} from './authorize.js'
import {features} from './features.js'
import {invitations} from './invitations.js'
import {logs} from './logs.js'
import {me} from './me.js'
import {oauthClients} from './oauth-clients.js'
import {organizations} from './organizations.js'
import {policies} from './policies.js'
import {regions} from './regions.js'
import {stackModules} from './stack-modules.js'
import {stackUsers} from './stack-users.js'
import {stacks} from './stacks.js'
import {systemUsers} from './system-users.js'
import {users} from './users.js'

/** The newest Membership of each generation that was published when this was written; clients tell them apart by it. */
const VERSIONS = {2: 'v1.11.1', 3: 'v2.5.0'}

/** What lies below /organizations in both generations. */
const PARTS = [
  ...[organizations, users, invitations, regions, stacks, stackUsers, stackModules, logs],
  ...[features, oauthClients, authenticationProvider],
]

/** Membership's REST API, below the issuer, and userinfo. */
export function restApp(options: RestOptions): Hono<RestEnv> {
  const {database, api, origin, verify} = options
  const app = new Hono<RestEnv>()

  app.get('/_info', (context) => context.json({version: VERSIONS[api], capabilities: ['MODULE_SELECTION'], consoleURL: origin}))
  // The library's own endpoint refuses access tokens that are JWTs, the only ones that fctl can use.
  app.get('/userinfo', async (context) => {
    const caller = await callerOf(context, verify)
    const user = caller && (await findUser(database, caller.userId))
    if (user) return context.json({sub: user.id, email: user.email, email_verified: true})
    return context.json({error: 'invalid_token', error_description: 'access token missing, expired or not ours'}, 401)
  })

  const roots = ['/organizations', '/me', ...(api === 3 ? ['/applications', '/users'] : [])]
  for (const path of roots.flatMap((root) => [root, `${root}/*`])) app.use(path, authenticated(options))
  app.route('/me', me(options))
  for (const part of PARTS) app.route('/organizations', part(options))
  if (api === 2) return app
  app.route('/organizations', policies(options))
  app.route('/', applications(options))
  app.route('/users', systemUsers(options))
  return app
}
