import {Hono} from 'hono'
import * as v from 'valibot'
import {parseEmail, type User} from '../membership/accounts.js'
import {systemOnly, type RestEnv, type RestOptions} from './authorize.js'
import {readBody} from './body.js'
import {RestError} from './rest-error.js'

/** /users (3.x): makes a user before he has logged in. */
export function systemUsers({database}: RestOptions): Hono<RestEnv> {
  return new Hono<RestEnv>().post('/', systemOnly(), async (context) => {
    const body = await readBody(context, v.object({email: v.string('an e-mail address is needed')}))
    const email = parseEmail(body.email)
    if (email === undefined) throw new RestError(400, `"${body.email}" is not an e-mail address`)
    const user = await database.row<User>('insert into membership.users (email) values ($1) returning id, email, role', [email])
    return context.json({data: user}, 201)
  })
}
