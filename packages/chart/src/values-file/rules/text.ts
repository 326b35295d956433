import {formatPath} from '../../values.js'
import type {Repair, Verdict} from '../finding.js'
import type {Rule, RuleContext} from '../rule.js'

/** One verdict for every unquoted scalar. */
function plainScalars({file}: RuleContext, judge: (text: string) => string | undefined, repair?: Repair): Verdict[] {
  const verdicts: Verdict[] = []
  file.forEachPlain((path, text) => {
    const problem = judge(text)
    verdicts.push(
      problem === undefined
        ? undefined
        : {path, message: `${formatPath(path)}: ${problem}`, fix: 'put it in quotes if text was meant', ...(repair && {repair})},
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
      /^(y|n|yes|no|on|off)$/i.test(text) ? `helm reads the bare word ${text} as a boolean` : undefined,
    ),
}

export const octalNumber: Rule = {
  id: 'yaml-octal-number',
  severity: 'warning',
  description: 'No number begins with 0, which helm reads as octal.',
  why: 'Helm reads 0123 as 83: a password or an id becomes another one.',
  check: (_, context) =>
    plainScalars(context, (text) =>
      /^[-+]?0[0-7_]+$/.test(text) ? 'helm reads a number that begins with 0 as octal' : undefined,
    ),
}

/** Helm turns values into JSON with 64-bit floats. */
export const lostDigits: Rule = {
  id: 'yaml-lost-digits',
  severity: 'error',
  description: 'No number has more digits than helm keeps.',
  why: 'Helm keeps numbers as 64-bit floats: an account id or a numeric password comes out changed in its last digits.',
  check: (_, context) =>
    plainScalars(
      context,
      (text) =>
        /^[-+]?[1-9]\d{15,}$/.test(text) && !Number.isSafeInteger(Number(text))
          ? 'helm loses the last digits of a number this long'
          : undefined,
      {kind: 'quote'},
    ),
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
