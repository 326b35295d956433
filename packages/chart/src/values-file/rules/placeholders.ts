import {PLACEHOLDER_PATTERN} from '../../placeholders.js'
import {formatPath} from '../../values.js'
import type {Rule} from '../rule.js'

export const placeholderLeft: Rule = {
  id: 'placeholder-left',
  severity: 'error',
  description: 'Nothing is left that the guide says to replace.',
  why: 'Helm takes it as it is: a host that does not exist, or a secret that everyone can read in the guide.',
  check: (values) =>
    values.entries
      .filter(({value}) => typeof value === 'string')
      .map(({path, value}) => {
        const placeholder = PLACEHOLDER_PATTERN.exec(String(value))?.[0]
        return placeholder === undefined
          ? undefined
          : {path, message: `${formatPath(path)} still holds the placeholder ${placeholder}`, fix: `replace ${placeholder}`}
      }),
}
