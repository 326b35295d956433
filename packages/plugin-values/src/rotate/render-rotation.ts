import type {RotationEffects} from './rotation-effects.js'

/** What is to be done, and what is lost, beside the lines that changed. */
export function renderEffects({first, restarts, then, lost}: RotationEffects, also: readonly string[]): string[] {
  return [
    ...labelled('Also', also),
    ...labelled('First', first),
    ...labelled('Restarts', restarts.length === 0 ? ['nothing by itself'] : [`${restarts.join(', ')}, by the next helm upgrade`]),
    ...labelled('Then', then),
    ...labelled('Lost', lost.length === 0 ? ['nothing becomes unreadable'] : lost),
  ]
}

/** The line that is shown once. */
export function renderPassword(password: string): string {
  return labelled('Password', [`${password}   shown once: only its hash is kept`]).join('\n')
}

function labelled(label: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(8)}  ${line}`)
}
