import {INSECURE_DEX_EMAIL, INSECURE_PASSWORD_HASH, type ValuesPath} from '@cloudprem/chart'
import {bcryptCost, bcryptText, LOGIN_COSTS} from '../go/bcrypt.js'
import {isUnknown, readVariable} from '../judge/environment.js'
import {keyOf, listAt, textAt} from '../judge/fields.js'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'
import {duplicatesOf} from './duplicates.js'

/** Whether `password` gives `hash`; passed in, since it is slow by design. */
export type PasswordMatches = (password: string, hash: string) => Promise<boolean>

/** Static users who cannot log in, or with whose password everybody can. */
export async function passwordProblems(subject: Subject, matches: PasswordMatches): Promise<Problem[]> {
  const key = keyOf(subject.document, 'staticPasswords') ?? 'staticPasswords'
  const users = listAt(subject.document, key)
  const each = await Promise.all(users.map((user, index) => userProblems(subject, user, [key, index], matches)))
  const twice = (field: string, rule: string, values: string[], message: (value: string) => string): Problem[] =>
    duplicatesOf(values).map(({value, index}) => ({
      rule,
      severity: 'error',
      path: [key, index, field],
      message: message(value),
      fix: 'give each user one of its own',
    }))
  return [
    ...each.flat(),
    ...twice(
      'email',
      'user-email-duplicate',
      users.map((user) => textAt(user, 'email').toLowerCase()),
      (email) => `two users have the address ${email}, in which case does not count: the later one counts`,
    ),
    ...twice(
      'userID',
      'user-id-duplicate',
      users.map((user) => textAt(user, 'userID')),
      (id) => `two users have the userID ${id}: for Membership they are one person`,
    ),
  ]
}

async function userProblems(subject: Subject, user: unknown, path: ValuesPath, matches: PasswordMatches): Promise<Problem[]> {
  const problems: Problem[] = []
  const email = textAt(user, 'email')
  const name = email || textAt(user, 'username') || 'a user'
  const add = (rule: string, severity: Problem['severity'], field: string, message: string, fix: string) =>
    problems.push({rule, severity, path: [...path, field], message, fix})

  const hash = textAt(user, 'hash') || readVariable(subject.environment, textAt(user, 'hashFromEnv'))
  const cost = isUnknown(hash) ? undefined : bcryptCost(hash)
  if (bcryptText(hash) === INSECURE_PASSWORD_HASH) {
    const who = email.toLowerCase() === INSECURE_DEX_EMAIL ? "the chart's default user" : name
    add('default-user', 'error', 'hash', `${who} has the password "password": anybody can log in`, 'cloudprem dex init')
  } else if (cost !== undefined && cost <= LOGIN_COSTS.recommended) {
    const guess = await guessedPassword(hash, textAt(user, 'username'), matches)
    if (guess !== undefined) {
      add('password-guessable', 'error', 'hash', `the password of ${name} is ${guess}`, 'hash a long random one instead')
    }
  }
  if (cost !== undefined && (cost < LOGIN_COSTS.lowest || cost > LOGIN_COSTS.highest)) {
    const range = `${LOGIN_COSTS.lowest} to ${LOGIN_COSTS.highest}`
    const message = `the hash of ${name} has cost ${cost}: Dex starts and answers every login of theirs with HTTP 500`
    add('password-hash-cost', 'error', 'hash', message, `hash it again with a cost of ${range}, best ${LOGIN_COSTS.recommended}`)
  }
  if (email === '') add('user-email-missing', 'error', 'email', 'a user without an e-mail address cannot log in', 'set email')
  if (textAt(user, 'userID') === '') {
    add('user-id-missing', 'error', 'userID', `${name} has no userID: all such users are one person`, 'set userID to a new UUID')
  }
  if (textAt(user, 'username') === '') add('user-name-missing', 'warning', 'username', `${name} has no username`, 'set username')
  return problems
}

async function guessedPassword(hash: string, username: string, matches: PasswordMatches): Promise<string | undefined> {
  const text = bcryptText(hash).slice(0, 60)
  if (await matches('password', text)) return '"password"'
  if (username !== '' && (await matches(username, text))) return 'the user name'
  return undefined
}
