import {DEX_PATHS, isMap, type ValuesPath} from '@cloudprem/chart'
import {shellVariables} from '../go/shell-expand.js'
import {expandsVariables, readVariable} from '../judge/environment.js'
import {fieldAt, keyOf, listAt, spelledPath} from '../judge/fields.js'
import type {Problem} from '../problem.js'
import type {Subject} from '../subject.js'

/** `$` in a part of the document that Dex expands: a variable that is not set, or a text that was not meant as one. */
export function variableProblems(subject: Subject): Problem[] {
  const {document, environment} = subject
  if (!expandsVariables(environment)) return []
  const connectors = keyOf(document, 'connectors') ?? 'connectors'
  const parts: [unknown, ValuesPath][] = [
    [fieldAt(document, 'storage.config'), spelledPath(document, 'storage.config')],
    [fieldAt(document, 'signer.config'), spelledPath(document, 'signer.config')],
    ...listAt(document, connectors).map((connector, index): [unknown, ValuesPath] => [
      fieldAt(connector, 'config'),
      [connectors, index, ...spelledPath(connector, 'config')],
    ]),
  ]
  return parts.flatMap(([value, path]) => textsIn(value, path)).flatMap(({text, path}) => textProblems(subject, text, path))
}

function textProblems({environment, surroundings}: Subject, text: string, path: ValuesPath): Problem[] {
  const field = String(path.at(-1))
  return [...new Set(shellVariables(text))]
    .filter((name) => readVariable(environment, name) === '')
    .map((name): Problem => {
      if (!/^[A-Za-z_]\w*$/.test(name)) {
        return {
          rule: 'dollar-swallowed',
          severity: 'error',
          path,
          message: `Dex takes $ and what follows it in ${field} for a variable and removes both; there is no escape`,
          fix: `give the text in a variable: ${field}: $NAME, and NAME in membership.dex.envVars`,
        }
      }
      return {
        rule: 'variable-not-set',
        severity: 'error',
        path,
        ...(surroundings && text === `$${name}` && {valuesPath: DEX_PATHS.envVars}),
        message: `${field} holds $${name}, and Dex's pod has no such variable: Dex puts nothing there`,
        fix: `add ${name} to membership.dex.envVars`,
      }
    })
}

function textsIn(value: unknown, path: ValuesPath): {text: string; path: ValuesPath}[] {
  if (typeof value === 'string') return [{text: value, path}]
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, index]))
  return isMap(value) ? Object.entries(value).flatMap(([key, each]) => textsIn(each, [...path, key])) : []
}
