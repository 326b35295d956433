import type {Rule} from '../rule.js'

/** Names that RFC 2606 keeps for examples, and those that documentation makes up. */
const EXAMPLE = /(^|\.)(example\.(com|net|org)|(your|my)-?(domain|company)\.\w+)$/i

export const exampleDomain: Rule = {
  id: 'example-domain',
  severity: 'warning',
  description: 'global.serviceHost is a domain of your own, not the one of an example.',
  why: 'Names for examples resolve to nothing of yours: no certificate is issued, and no browser gets there.',
  check: (values) => {
    const host = values.text('global.serviceHost')
    if (host === undefined) return []
    return [
      EXAMPLE.test(host)
        ? {
            path: 'global.serviceHost',
            message: `global.serviceHost is ${host}, a name for examples: nobody can log in there`,
            fix: 'set global.serviceHost to a domain of your own',
          }
        : undefined,
    ]
  },
}
