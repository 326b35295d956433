import {INSECURE_DATABASE_PASSWORD, isInsecureSecret} from '../../insecure-defaults.js'
import {formatPath} from '../../values.js'
import type {Rule} from '../rule.js'

/** Published secrets in places that the other rules do not know: a client of one's own, any value of chart 1.0.x. */
export const knownSecret: Rule = {
  id: 'known-secret',
  severity: 'error',
  description: 'No published secret stands anywhere.',
  why: 'It is public: whoever has read the chart or its guide can use it.',
  check: (values, {facts}) => {
    const judged = new Set(facts.secrets.map(({path}) => path))
    return values.entries
      .filter(({value}) => typeof value === 'string')
      .map(({path, value}) => {
        const isPassword = value === INSECURE_DATABASE_PASSWORD && /password$/i.test(String(path.at(-1)))
        if (!isPassword && !isInsecureSecret(value)) return undefined
        const name = formatPath(path)
        const isJudged = judged.has(name) || name.startsWith('membership.dex.configOverrides.staticPasswords')
        return isJudged
          ? undefined
          : {path, message: `${name} is a secret that everyone can read in the chart or its guide`, fix: 'replace it'}
      })
  },
}
