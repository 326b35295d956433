import {DEX_PATHS, isMap, valueAt, type Values} from '@cloudprem/chart'
import {CloudpremError} from '@cloudprem/core'
import type {Deployment} from './rotation-effects.js'
import type {RotationTarget} from './rotation-target.js'

const USERS = `${DEX_PATHS.overrides}.staticPasswords`
/** `…staticPasswords[1]`, its hash, or the end of either. */
const PLACE = /(?:^|\.)staticPasswords\[(\d+)\](?:\.hash)?$/

interface User {
  email: string
  index: number
  fields: Values
}

/** The static users of a Dex that is deployed. */
export function usersOf({values}: Deployment): User[] {
  const users = valueAt(values, USERS)
  if (!Array.isArray(users) || valueAt(values, DEX_PATHS.enabled) === false) return []
  return users.flatMap((fields: unknown, index) =>
    isMap(fields) && typeof fields['email'] === 'string' ? [{email: fields['email'], index, fields}] : [],
  )
}

/**
 * The static user that `key` means, by e-mail address or by place.
 *
 * @throws CloudpremError `USAGE` (exit 2) when the hash is in a Secret and not in the file
 */
export function findUser(key: string, deployment: Deployment): Extract<RotationTarget, {kind: 'password'}> | undefined {
  const [, place] = PLACE.exec(key) ?? []
  const user = usersOf(deployment).find(({email, index}) => (place === undefined ? email === key : index === Number(place)))
  if (!user) return undefined
  const {email, index, fields} = user
  const variable = fields['hashFromEnv']
  if (typeof variable === 'string' && variable !== '') throw hashElsewhere(email, variable, deployment)
  return {kind: 'password', path: `${USERS}[${index}].hash`, email}
}

function hashElsewhere(email: string, variable: string, {values, namespace}: Deployment): CloudpremError {
  const variables: unknown = valueAt(values, DEX_PATHS.envVars)
  const entries: unknown[] = Array.isArray(variables) ? variables : []
  const entry = entries.find((each) => isMap(each) && each['name'] === variable)
  const source = valueAt(entry, 'valueFrom.secretKeyRef')
  const reference = isMap(source) ? source : {}
  const [name, secretKey] = [reference['name'], reference['key']]
  return new CloudpremError({
    code: 'USAGE',
    message: `The password of ${email} is not in the file: Dex takes its hash from the variable ${variable}`,
    ...(typeof name === 'string' && {
      reason: `It is in the Secret ${name}, key ${String(secretKey)}: a bcrypt hash of the password.`,
      hint: `kubectl edit secret ${name} --namespace ${namespace}`,
    }),
  })
}
