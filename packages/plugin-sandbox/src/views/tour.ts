import {styleText} from 'node:util'
import {wrapText} from '@cloudprem/core'
import type {StepResult, TourEvent} from '../tour/tour.js'

const MARKS = {done: '✔', failed: '✖', skipped: '–'} as const
const COLOURS = {done: 'green', failed: 'red', skipped: 'yellow'} as const

/** The lines that an event of the tour adds to the terminal. */
export function renderTourEvent(event: TourEvent, columns: number): string[] {
  switch (event.kind) {
    case 'step': {
      const heading = `${event.number}/${event.of}  ${event.step.title}`
      return [
        '',
        styleText('bold', heading),
        ...(event.step.remark ? wrapText(event.step.remark, columns, 0).map((line) => styleText('dim', line)) : []),
        styleText('cyan', `$ ${event.command}`),
      ]
    }
    case 'line':
      return [`  ${event.line}`.trimEnd()]
    case 'approved':
      return [styleText('dim', `  (the approval page is submitted as ${event.email})`)]
    case 'end': {
      const {outcome, reason, seconds} = event.result
      return outcome === 'done'
        ? []
        : [styleText(COLOURS[outcome], `  ${MARKS[outcome]} ${outcome}: ${reason} (${seconds.toFixed(1)} s)`)]
    }
  }
}

/** What the tour came to: a line a step, and the sum. */
export function renderTourSummary(results: StepResult[], seconds: number): string[] {
  const count = (outcome: StepResult['outcome']) => results.filter((each) => each.outcome === outcome).length
  const skipped = count('skipped')
  return [
    '',
    styleText('bold', 'Summary'),
    ...results.map(({outcome, title, reason, seconds: taken}) =>
      `  ${styleText(COLOURS[outcome], MARKS[outcome])} ${title.padEnd(50)} ${outcome === 'done' ? `${taken.toFixed(1).padStart(5)} s` : (reason ?? outcome)}`.trimEnd(),
    ),
    '',
    `${count('done')} done, ${count('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''} in ${seconds.toFixed(0)} s`,
  ]
}
