import {INSECURE_DATABASE_PASSWORD, isInsecureSecret} from '../../insecure-defaults.js'
import {formatPath, walk} from '../../values.js'
import type {Rule} from '../rule.js'

/** Published secrets in places that the other rules do not know: a client of one's own, any value of chart 1.0.x. */
export const knownSecret: Rule = {
  id: 'known-secret',
  severity: 'error',
  description: 'No published secret stands anywhere.',
  why: 'It is public: whoever has read the chart or its guide can use it.',
  check: (values, {facts}) => {
    const judged = new Set(facts.secrets.map(({path}) => path))
    return [...walk(values.given)]
      .filter(({value}) => typeof value === 'string')
      .map(({path, value}) => {
        const name = formatPath(path)
        const isPassword = /password$/i.test(String(path.at(-1))) && value === INSECURE_DATABASE_PASSWORD
        const isJudged = judged.has(name) || name.startsWith('membership.dex.configOverrides.staticPasswords')
        return !isJudged && (isPassword || isInsecureSecret(value))
          ? {path, message: `${name} is a secret that everyone can read in the chart or its guide`, fix: 'replace it'}
          : undefined
      })
  },
}
