import {CloudpremError, type ErrorCode} from '@cloudprem/core'

interface Named {
  id: string
  name: string
}

/**
 * The one that has this ID, else the only one of this name.
 *
 * @param kind in words: `region`
 * @throws CloudpremError `code` (exit 2), naming those that exist
 */
export function findByName<T extends Named>(kind: string, code: ErrorCode, all: T[], wanted: string): T {
  const byId = all.find(({id}) => id === wanted)
  if (byId) return byId
  const byName = all.filter(({name}) => name === wanted)
  const [only, ...others] = byName
  if (only && others.length === 0) return only
  const shown = (only ? byName : all).slice(0, 20)
  throw new CloudpremError({
    code,
    message: only
      ? `There are ${byName.length} ${kind}s called "${wanted}"; which ID is meant?`
      : `There is no ${kind} "${wanted}"`,
    reason: `${only ? 'They are' : 'There are'}: ${shown.map(({id, name}) => `${id} (${name})`).join(', ') || 'none'}${all.length > shown.length && !only ? ', …' : ''}`,
    details: {[`${kind}s`]: shown.map(({id, name}) => ({id, name}))},
  })
}
