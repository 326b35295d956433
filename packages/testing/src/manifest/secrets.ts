import {INSECURE_DATABASE_PASSWORD, INSECURE_PASSWORD_HASH, INSECURE_SECRETS, isMap, type Values} from '@cloudprem/chart'
import type {Assertion} from './expectation.js'
import {nameOf, partOf, titleOf, type Manifest} from './model.js'

/** A4 */
export const noDefaultSecrets: Assertion = (manifest) => {
  const words = new RegExp(`\\b(?:${INSECURE_SECRETS.toReversed().join('|')})\\b`, 'g')
  const found = new Set([...manifest.text.matchAll(words)].map(([word]) => word))
  const isWeak = (value: unknown) => [INSECURE_DATABASE_PASSWORD, '', null, undefined].includes(value as string)
  const passwords = manifest.containers.flatMap(({env, owner}) =>
    env.filter(({name, secret}) => name === 'POSTGRES_PASSWORD' && !secret).map(({value}) => ({where: owner, value})),
  )
  const ofDatabase = manifest
    .ofKind('Secret')
    .filter((secret) => partOf(secret) === 'postgresql')
    .flatMap((secret) => Object.entries(dataOf(secret)).map(([key, value]) => ({where: `${titleOf(secret)} ${key}`, value})))
  return [
    ...[...found].map((word) => `${word} stands in the manifests`),
    ...(manifest.text.includes(INSECURE_PASSWORD_HASH) ? ['the hash of "password" stands in the manifests'] : []),
    ...[...passwords, ...ofDatabase].filter(({value}) => isWeak(value)).map(({where}) => `${where}: empty or default password`),
  ]
}

/** A6 */
export const secretReferences: Assertion = (manifest, {beforehand = {}}) => {
  const made = manifest.ofKind('Secret').flatMap((secret) => keysOf(secret).map((key) => `${nameOf(secret)}:${key}`))
  const promised = Object.entries(beforehand).flatMap(([name, keys]) => keys.map((key) => `${name}:${key}`))
  const used = new Set<string>()
  const faults = references(manifest).flatMap(({key, name, where}) => {
    if (typeof name !== 'string' || name === '') return `${where}: secretKeyRef without name`
    if (typeof key !== 'string' || key === '') return `${where}: secretKeyRef to ${name} without key`
    used.add(`${name}:${key}`)
    return [...made, ...promised].includes(`${name}:${key}`) ? [] : `${where}: nobody makes ${name}:${key}`
  })
  return [...faults, ...promised.filter((each) => !used.has(each)).map((each) => `${each} is not used`)]
}

function references(manifest: Manifest) {
  return manifest.containers.flatMap(({env, owner}) =>
    env.flatMap(({name, secret}) => (secret ? [{where: `${owner} ${name}`, ...secret}] : [])),
  )
}

function keysOf(secret: Values): string[] {
  return [secret['data'], secret['stringData']].filter(isMap).flatMap((data) => Object.keys(data))
}

/** The decoded `data` of a Secret. */
function dataOf(secret: Values): Record<string, string> {
  const data = isMap(secret['data']) ? secret['data'] : {}
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(String(value), 'base64').toString('utf8')]),
  )
}
