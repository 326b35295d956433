import {isInsecureSecret} from '../../insecure-defaults.js'
import {valueAt} from '../../values.js'
import type {Rule} from '../rule.js'

/** The chart's own secrets are public, whether they are written out or left in force. */
export const defaultSecret: Rule = {
  id: 'default-secret',
  severity: 'error',
  description: "No secret is left at the chart's published default.",
  check: (values) =>
    values.secrets.map((setting) => {
      if (values.text(setting.existingSecret) !== undefined) return undefined
      const given = valueAt(values.given, setting.path)
      const left = given === undefined ? 'is not set, so the chart uses its' : "is the chart's"
      const isDefault = given === undefined || given === setting.default || isInsecureSecret(given)
      return isDefault
        ? {
            path: setting.path,
            message: `${setting.path} ${left} published default (${setting.meaning})`,
            fix: `set ${setting.path}`,
          }
        : undefined
    }),
}
