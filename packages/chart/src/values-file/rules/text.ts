import {formatPath, type ValuesPath} from '../../values.js'
import type {Problem, Verdict} from '../finding.js'
import {readPlainScalar} from '../plain-scalar.js'
import type {Rule, RuleContext} from '../rule.js'

/** What is said of one unquoted scalar. */
type Judged = Pick<Problem, 'severity' | 'repair'> & {message: string}

/** One verdict for every unquoted scalar. */
function plainScalars({file}: RuleContext, judge: (text: string, path: ValuesPath) => Judged | undefined): Verdict[] {
  const verdicts: Verdict[] = []
  file.forEachPlain((path, text) => {
    const problem = judge(text, path)
    verdicts.push(
      problem && {
        ...problem,
        path,
        message: `${formatPath(path)}: ${problem.message}`,
        fix: 'put it in quotes if text was meant',
      },
    )
  })
  return verdicts
}

/** `yes` is text for YAML 1.2 and a boolean for Helm. */
export const bareBoolean: Rule = {
  id: 'yaml-bare-boolean',
  severity: 'warning',
  description: 'Booleans are written true and false; helm reads yes, no, on, off, y and n as booleans too.',
  why:
    'Helm reads YAML 1.1, most editors and linters 1.2: a name or password "no" becomes false, and the schema or the ' +
    'API server refuses it, or the part is switched off.',
  check: (_, context) =>
    plainScalars(context, (text) =>
      /^(y|n|yes|no|on|off)$/i.test(text) ? {message: `helm reads the bare word ${text} as a boolean`} : undefined,
    ),
}

export const octalNumber: Rule = {
  id: 'yaml-octal-number',
  severity: 'warning',
  description: 'No number begins with 0: helm reads it as octal, or drops the 0.',
  why: 'Helm reads 0123 as 83 and 089 as 89: a password or an id becomes another one.',
  check: (_, context) =>
    plainScalars(context, (text) => {
      if (!/^[-+]?0[\d_]+$/.test(text)) return undefined
      return /[89]/.test(text)
        ? {message: `helm drops the 0 that the number ${text} begins with`}
        : {message: 'helm reads a number that begins with 0 as octal'}
    }),
}

/** Hexadecimal, octal, binary, with underscores, with an exponent: an id or a token may look like one. */
const FORMS = /^[-+]?(0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[1-9]\d*(_\d*)+(\.\d*)?|\d+(\.\d*)?[eE][-+]?\d+)$/

export const numberForm: Rule = {
  id: 'yaml-number-form',
  severity: 'warning',
  description: 'Numbers are written in plain digits; helm reads 0x1F, 0o17, 0b101, 1_000 and 1e3 as numbers too.',
  why:
    'Helm reads 0x1F as 31 and 1e3 as 1000: an id or a token that happens to look like this becomes another one, ' +
    'or the schema refuses it where text belongs.',
  check: (_, context) =>
    plainScalars(context, (text) => {
      const value = FORMS.test(text) ? readPlainScalar(text) : undefined
      return typeof value === 'number' && Number.isFinite(value)
        ? {message: `helm reads ${text} as the number ${value}`}
        : undefined
    }),
}

/** JSON, which Helm turns values into, has no such number ("unsupported value: NaN"). */
export const notFinite: Rule = {
  id: 'yaml-not-finite',
  severity: 'error',
  description: 'No value is .inf or .nan, which helm refuses.',
  why: 'Helm turns values into JSON, which has no such number: it stops with "unsupported value", and nothing is rendered.',
  check: (_, context) =>
    plainScalars(context, (text) =>
      /^([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$/.test(text)
        ? {message: `helm refuses ${text}: it is a number that JSON does not have`, repair: {kind: 'quote'}}
        : undefined,
    ),
}

/** Helm turns values into JSON with 64-bit floats. */
export const lostDigits: Rule = {
  id: 'yaml-lost-digits',
  severity: 'error',
  description: 'No number has more digits than helm keeps; a 0 at the end of a version is one of them.',
  why:
    'Helm keeps numbers as 64-bit floats: an account id or a numeric password comes out changed in its last ' +
    'digits, and the version 1.10 as 1.1.',
  check: (_, context) =>
    plainScalars(context, (text, path) => {
      if (/^[-+]?[1-9]\d{15,}$/.test(text) && !Number.isSafeInteger(Number(text)))
        return {message: 'helm loses the last digits of a number this long', repair: {kind: 'quote'}}
      // `cpu: 0.50` is an amount: there a 0 more or less says nothing.
      const isVersion = /^\d+\.\d*0$/.test(text) && !['requests', 'limits'].includes(String(path.at(-2)))
      return isVersion ? {message: `helm keeps ${Number(text)} of ${text}`, severity: 'warning'} : undefined
    }),
}

/** A section that was commented out whole: `membership:` with nothing under it. */
export const emptySection: Rule = {
  id: 'empty-section',
  severity: 'error',
  description: 'No chart section is left empty.',
  why: 'The line means null, which helm cannot merge into a chart: it stops with "type mismatch".',
  check: (values, {facts}) =>
    facts.topKeys
      .filter((key) => key !== 'global')
      .map((key) =>
        Object.hasOwn(values.given, key) && values.given[key] === null
          ? {
              path: [key],
              message: `${key}: has nothing under it, and helm refuses the chart`,
              fix: `remove the line, or write ${key}: {}`,
            }
          : undefined,
      ),
}
