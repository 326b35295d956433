import {renderTable, wrapText} from '@cloudprem/core'
import type {Explanation} from './explain-path.js'
import type {KnownPath} from './known-path.js'

/** What a person sees of a value, in `columns`. */
export function renderExplanation(explanation: Explanation, columns: number): string[] {
  const {path, children} = explanation
  const facts = factsOf(explanation)
  const width = Math.max(0, ...facts.map(([label]) => label.length))
  const lines = facts.flatMap(([label, text]) => wrapText(`  ${label.padEnd(width)}  ${text}`, columns, width + 2))
  return [
    path === '' ? 'values.yaml' : path,
    ...lines,
    ...(children.length > 0 ? ['', ...renderChildren(children, path, columns)] : []),
  ]
}

function factsOf(explanation: Explanation): [label: string, text: string][] {
  const {chartVersion, dead, inside, later, meaning, readBy, replacedBy, secret, since, type, why} = explanation
  return [
    row('chart', `cloudprem ${chartVersion}`),
    ...(dead ? [row('state', `no template reads it: ${why}`)] : []),
    ...(replacedBy === undefined ? [] : [row('replaced by', replacedBy)]),
    ...(inside === undefined ? [] : [row('part of', `${inside}, whose keys are not listed here`)]),
    ...(type === undefined ? [] : [row('type', type)]),
    ...('default' in explanation && type !== undefined && !dead ? [row('default', defaultOf(explanation))] : []),
    ...(meaning === undefined ? [] : [row('meaning', meaning)]),
    ...(since === undefined ? [] : [row('since', since)]),
    ...(readBy.length === 0 ? [] : [row('read by', readBy.join(', '))]),
    ...(secret === undefined
      ? []
      : [row('secret', `${secret.existingSecret} with ${secret.secretKey} takes it from a Kubernetes Secret instead`)]),
    ...later.map(({major, replacedBy: next, why: reason}) =>
      row(`in ${major}.x`, next === undefined ? `gone: ${reason}` : `${next} (${reason})`),
    ),
  ]
}

function row(label: string, text: string): [string, string] {
  return [label, text]
}

function defaultOf({default: value, secret}: KnownPath): string {
  const text = JSON.stringify(value)
  return secret ? `${text}, which everyone knows: set your own` : text
}

/** One line a child, cut to the width: its own explanation has the rest. */
function renderChildren(children: readonly KnownPath[], path: string, columns: number): string[] {
  const rows = children.map((child) => [
    child.path.slice(path === '' ? 0 : path.length).replace(/^\./, ''),
    child.type ?? '',
    'default' in child ? cut(JSON.stringify(child.default), 22) : '',
    child.meaning ?? '',
  ])
  return renderTable(['KEY', 'TYPE', 'DEFAULT', 'MEANING'], rows).map((line) => cut(line, columns))
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`
}
