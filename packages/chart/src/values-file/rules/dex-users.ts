import {formatPath, isMap, valueAt, type Values, type ValuesPath} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const USERS: ValuesPath = ['membership', 'dex', 'configOverrides', 'staticPasswords']

/** bcrypt as Dex reads it; it also takes one in base64, which is left to `cloudprem dex check`. */
const BCRYPT = /^\$2[a-z]?\$(\d\d)\$[./A-Za-z0-9]{53}\s*$/
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

/**
 * Dex does not start with a hash that is none, and answers a login with "500" when its cost is below 10 or above 16
 * (dexidp/dex v2.45.1, server/api.go checkCost).
 */
export const dexUserHash: Rule = {
  id: 'dex-user-hash',
  severity: 'error',
  description: 'Static users of Dex have a bcrypt hash of cost 10 to 16.',
  why:
    'Dex does not start with a hash that is none, so that nobody logs in. With a cost below 10 or above 16 it ' +
    'starts, and answers that user with an error 500.',
  check: (values) =>
    values.isOn('membership.dex.enabled')
      ? usersOf(values.given).map(({user, path}): Verdict => {
          const hash = user['hash']
          if (hash === undefined || hash === '') {
            return user['hashFromEnv']
              ? undefined
              : {path, message: `${formatPath(path)} has no hash: Dex does not start`, fix: 'set hash, or hashFromEnv'}
          }
          const problem = hashProblem(hash)
          return problem === undefined
            ? undefined
            : {
                path: [...path, 'hash'],
                message: `${formatPath(path)}.hash ${problem}`,
                fix: 'make one with htpasswd -nBC 12 USER',
              }
        })
      : [],
}

function hashProblem(hash: unknown): string | undefined {
  if (typeof hash !== 'string') return 'is no text: Dex does not start'
  if (hash.includes('{{') || (BASE64.test(hash) && hash.length >= 80)) return undefined
  const cost = BCRYPT.exec(hash)?.[1]
  if (cost === undefined) return 'is no bcrypt hash: Dex does not start'
  return Number(cost) >= 10 && Number(cost) <= 16 ? undefined : `has cost ${cost}: Dex refuses each login with an error 500`
}

/** The guide's first page had one userID for four users: to Membership they were one person. */
export const dexUsersEqual: Rule = {
  id: 'dex-users-equal',
  severity: 'error',
  description: 'Every static user of Dex has an email and a userID of its own.',
  why:
    'Membership knows a person by the userID: two users with one are one person there, with the rights of both. Of ' +
    'two with one email, only one can log in.',
  check: (values) => {
    if (!values.isOn('membership.dex.enabled')) return []
    const users = usersOf(values.given)
    return users.flatMap(({user, path}, index) =>
      (['email', 'userID'] as const).map((field): Verdict => {
        const own = comparable(user[field])
        const other =
          own === undefined ? undefined : users.slice(0, index).find((before) => comparable(before.user[field]) === own)
        return (
          other && {
            path: [...path, field],
            message: `${formatPath(path)} has the ${field} of ${formatPath(other.path)}: both are one person to Membership`,
            fix: `give it a ${field} of its own`,
          }
        )
      }),
    )
  },
}

function comparable(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.toLowerCase() : undefined
}

function usersOf(values: Values): {user: Values; path: ValuesPath}[] {
  const users = valueAt(values, USERS)
  return Array.isArray(users)
    ? users.flatMap((user: unknown, index) => (isMap(user) ? [{user, path: [...USERS, index]}] : []))
    : []
}
