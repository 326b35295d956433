import {formatPath, valueAt, walk, type ValuesPath} from '../../values.js'
import type {Verdict} from '../finding.js'
import type {Rule} from '../rule.js'

const CONNECTORS: ValuesPath = ['membership', 'dex', 'configOverrides', 'connectors']

/** A template of something that Helm does not give: `{{ .Username }}`, meant for the provider. */
const UNKNOWN_TEMPLATE = /\{\{-?\s*\.(?!Values\b|Release\b|Chart\b|Capabilities\b|Template\b|Files\b)/

/** The chart passes Dex's configuration through Helm's templates, where an unknown name becomes nothing. */
export const connectorTemplate: Rule = {
  id: 'connector-template',
  severity: 'error',
  description: 'No connector of Dex holds a template that is not for Helm.',
  why: 'Helm expands the connectors as templates: an unknown name becomes nothing, and Dex is configured with the gap.',
  check: (values) =>
    [...walk(valueAt(values.given, CONNECTORS), CONNECTORS)]
      .filter(({value}) => typeof value === 'string')
      .map(({path, value}): Verdict =>
        UNKNOWN_TEMPLATE.test(String(value))
          ? {
              path,
              message: `${formatPath(path)} holds a template that helm fills with nothing`,
              fix: 'write {{ as {{ "{{" }}',
            }
          : undefined,
      ),
}
