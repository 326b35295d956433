import type {ValuesPath} from '../../values.js'
import {EditRefusal} from './edit-refusal.js'

/**
 * Reads a path as `helm --set` has it, `a.b[0].c` with `\.` for a dot within a key; a key may stand in quotes too, as a
 * segment (`annotations."a.b/c"`) or in brackets, as findings write it (`annotations["a.b/c"]`).
 *
 * @throws EditRefusal when it is no path
 */
export function parseSettingPath(text: string): ValuesPath {
  const {path, rest} = readPath(text, '')
  if (rest !== '') throw noPath(text, `"${rest}" does not belong to a path`)
  return path
}

/**
 * `PATH=VALUE` in its two parts; the first `=` outside of quotes parts them. `value` is undefined where there is none.
 *
 * @throws EditRefusal when the first part is no path
 */
export function splitSetting(text: string): {path: ValuesPath; value: string | undefined} {
  const {path, rest} = readPath(text, '=')
  return {path, value: rest === '' ? undefined : rest.slice(1)}
}

function readPath(text: string, end: string): {path: ValuesPath; rest: string} {
  const path: (string | number)[] = []
  const step = /\["((?:[^"\\]|\\.)*)"\]|\[(\d{1,5})\]|"((?:[^"\\]|\\.)*)"|((?:[^.[\]="\\]|\\.)+)/suy
  let at = 0
  for (;;) {
    step.lastIndex = at
    const match = step.exec(text)
    if (!match) throw noPath(text, path.length === 0 ? 'it begins with no key' : 'a key is missing after the dot')
    const [whole, inBrackets, index, quoted, plain] = match
    path.push(index === undefined ? unescape(inBrackets ?? quoted ?? plain ?? '') : Number(index))
    at += whole.length
    if (at === text.length) return {path, rest: ''}
    if (text[at] === '.') at += 1
    else if (text[at] !== '[') {
      if (end !== '' && text[at] === end) return {path, rest: text.slice(at)}
      throw noPath(text, `"${text.slice(at)}" does not belong to a path`)
    }
  }
}

/** As helm: a backslash takes the next character as it is. */
function unescape(key: string): string {
  return key.replaceAll(/\\(.)/gsu, '$1')
}

/** The steps as text that {@link parseSettingPath} reads back, whatever is in the keys. */
export function formatSettingPath(path: ValuesPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    if (step === '' || /[.[\]="\\]/.test(step)) return `${text}["${step.replaceAll(/["\\]/g, String.raw`\$&`)}"]`
    return text === '' ? step : `${text}.${step}`
  }, '')
}

function noPath(text: string, reason: string): EditRefusal {
  return new EditRefusal(
    `${JSON.stringify(text)} is no path`,
    `${reason}.\nA path is written as for helm --set: membership.ingress.tls[0].secretName`,
  )
}
