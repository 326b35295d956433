const UNITS = new Set(['ns', 'us', 'µs', 'μs', 'ms', 's', 'm', 'h'])

/**
 * What Go's `time.ParseDuration` says about `text`, or undefined when it accepts it: `1h30m`, `-300ms`, `2160h`, `0`; no
 * days, no bare numbers, no blanks.
 */
export function goDurationProblem(text: string): string | undefined {
  const invalid = `time: invalid duration ${JSON.stringify(text)}`
  let rest = text.replace(/^[-+]/, '')
  if (rest === '0') return undefined
  if (rest === '') return invalid
  while (rest !== '') {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest)?.[0]
    if (number === undefined) return invalid
    rest = rest.slice(number.length)
    const unit = /^[^.\d]*/.exec(rest)?.[0] ?? ''
    if (unit === '') return `time: missing unit in duration ${JSON.stringify(text)}`
    if (!UNITS.has(unit)) return `time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`
    rest = rest.slice(unit.length)
  }
  return undefined
}
