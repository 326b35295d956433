import {formatPath} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

/** What the chart passes through helm's templates; elsewhere braces stay as they are. */
const TEMPLATED =
  /^(global\.platform\..+\.host|global\.nats\.url|.+\.ingress\.(hosts|tls)\[.+|membership\.dex\.configOverrides\..+|membership\.config\.wizard\.setup|.+\.(additionalEnv|envVars)\[.+|.+\.(redirectUris|postLogoutRedirectUris))$/

export const templateUnclosed: Rule = {
  id: 'template-unclosed',
  severity: 'error',
  description: 'Every {{ that helm reads has its }}.',
  why: 'Helm expands this text as a template and stops while rendering ("unclosed action"), whatever else is right.',
  check: (values) =>
    values.entries
      .filter(({value}) => typeof value === 'string' && value.includes('{{'))
      .map(({path, value}): Verdict => {
        const open = String(value).replaceAll(/\{\{.*?\}\}/gs, '')
        const name = formatPath(path)
        return open.includes('{{') && TEMPLATED.test(name)
          ? {path, message: `${name} opens a template and does not close it: helm refuses the chart`, fix: 'close it by }}'}
          : undefined
      }),
}
