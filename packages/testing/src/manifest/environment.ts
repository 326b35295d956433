import {databaseUriOf, parseDatabaseUri} from './database-uri.js'
import type {Assertion} from './expectation.js'
import {literal, variable} from './model.js'

/** A5. The portal of 3.1.2 to 3.20.3 has DEBUG twice. */
export const stringVariables: Assertion = ({containers}) =>
  containers.flatMap(({env, owner}) => [
    ...env
      .filter((each) => 'value' in each && typeof each.value !== 'string')
      .map(({name, value}) => `${owner}: ${name} is ${value === null ? 'null' : `a ${typeof value}`}`),
    ...env
      .map(({name}) => name)
      .filter((name, index, names) => names.indexOf(name) !== index && !(name === 'DEBUG' && owner.endsWith('portal')))
      .map((name) => `${owner}: ${name} is given twice`),
  ])

/** A8 */
export const databaseHosts: Assertion = ({containers}) =>
  containers.flatMap((container) => {
    const uri = databaseUriOf(container)
    if (uri === undefined || parseDatabaseUri(uri)) return []
    return `${container.owner}: POSTGRES_URI has not one host and one port`
  })

/** A9 */
export const licence: Assertion = (manifest, expected) => {
  if (expected.licence === false) return []
  const membership = manifest.program('membership')
  return ['LICENCE_TOKEN', 'LICENCE_CLUSTER_ID']
    .filter((name) => !variable(membership, name)?.secret && !literal(membership, name))
    .map((name) => `membership: ${name} is empty`)
}
